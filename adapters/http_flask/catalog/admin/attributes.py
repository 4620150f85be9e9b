"""Attributes over HTTP, for staff."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.catalog.admin.schemas import CHANGE_REFUSALS, Code, Names
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel
from application.catalog.attributes.change_attribute import ChangeAttribute
from application.catalog.attributes.create_attribute import CreateAttribute
from application.catalog.attributes.delete_attribute import DeleteAttribute
from application.catalog.attributes.read_attributes import GetAttribute, ListAttributes
from application.facade import Application
from domain.catalog.attribute import Attribute, AttributeInUse, AttributeKind, Choice, ChoiceInUse, ValueRules
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue
from domain.shared.ids import AttributeId
from domain.shared.localized_text import LocalizedText

KEY = {"attribute_id": "The attribute's id"}
Unit = Annotated[str, Field(max_length=30, pattern=r"^[^\x00]*$", examples=["cm"])]
#: Decimal text or a JSON number; finite, of ordinary size.
Limit = Annotated[Decimal, Field(ge=-(10**15), le=10**15, max_digits=15, examples=["0.5"])]


class ChoiceIn(RequestModel):
    """One possible answer; `code` is what products store."""

    code: Code
    label: Names


class ValueRulesIn(RequestModel):
    """Limits: `minimum` and `maximum` for numbers, `pattern` (for the whole text) and `max_length` for text."""

    minimum: Limit | None = None
    maximum: Limit | None = None
    pattern: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$", examples=["[A-Z]{2}[0-9]+"])] | None = None
    max_length: Annotated[int, Field(ge=1, le=5_000)] | None = None

    def to_rules(self) -> ValueRules:
        return ValueRules(self.minimum, self.maximum, self.pattern, self.max_length)


class AttributeIn(RequestModel):
    """A new attribute; `code` and `kind` never change. Choices are for `choice` and `multi_choice`, the unit is for `number`."""

    code: Code
    kind: AttributeKind
    label: Names
    filterable: bool = False
    unit: Unit = ""
    rules: ValueRulesIn | None = None
    choices: Annotated[list[ChoiceIn], Field(max_length=500)] = []


class AttributeChange(RequestModel):
    """What changes; fields left out stay. `choices` are the whole new list; one that products have cannot go."""

    label: Names | None = None
    filterable: bool | None = None
    unit: Unit | None = None
    rules: ValueRulesIn | None = None
    choices: Annotated[list[ChoiceIn], Field(max_length=500)] | None = None


class ChoiceOut(ResponseModel):
    """One possible answer."""

    code: str
    label: dict[str, str]


class ValueRulesOut(ResponseModel):
    """Limits of a value; numbers as text, exactly."""

    minimum: str | None
    maximum: str | None
    pattern: str | None
    max_length: int | None


class StaffAttributeOut(ResponseModel):
    """An attribute; `version` is what its ETag says."""

    id: UUID
    code: str = Field(examples=["colour"])
    kind: str = Field(examples=["choice"])
    label: dict[str, str]
    filterable: bool
    unit: str
    rules: ValueRulesOut
    choices: list[ChoiceOut]
    version: int


def attribute_json(attribute: Attribute) -> dict[str, Any]:
    rules = attribute.rules
    return {
        "id": attribute.id,
        "code": attribute.code,
        "kind": attribute.kind.value,
        "label": dict(attribute.label.texts),
        "filterable": attribute.filterable,
        "unit": attribute.unit,
        "rules": {
            "minimum": None if rules.minimum is None else format(rules.minimum, "f"),
            "maximum": None if rules.maximum is None else format(rules.maximum, "f"),
            "pattern": rules.pattern,
            "max_length": rules.max_length,
        },
        "choices": [{"code": choice.code, "label": dict(choice.label.texts)} for choice in attribute.choices],
        "version": attribute.version,
    }


def _choices(given: list[ChoiceIn]) -> tuple[Choice, ...]:
    return tuple(Choice(choice.code, LocalizedText(choice.label)) for choice in given)


def attribute_admin(app: Application) -> Endpoints:
    api = Endpoints("Attributes", "/api/v1/admin/attributes", Audience.ADMIN)

    @api.get("", "List attributes by code", returns=ListOut[StaffAttributeOut], policy=Staff("catalog.read"))
    def list_attributes(call: Call) -> Reply:
        found = app.catalog.list_attributes(ListAttributes(actor=call.actor))
        return ok(collection([attribute_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Define an attribute",
        body=AttributeIn,
        returns=StaffAttributeOut,
        versioned=True,
        policy=Staff("catalog.write"),
        raises=(AlreadyExists, InvalidValue),
    )
    def create_attribute(call: Call, body: AttributeIn) -> Reply:
        attribute = app.catalog.create_attribute(
            CreateAttribute(
                actor=call.actor,
                code=body.code,
                kind=body.kind,
                label=LocalizedText(body.label),
                filterable=body.filterable,
                unit=body.unit,
                rules=None if body.rules is None else body.rules.to_rules(),
                choices=_choices(body.choices),
            )
        )
        return created(attribute_json(attribute), f"{api.prefix}/{attribute.id}", version=attribute.version)

    @api.get(
        "/<uuid:attribute_id>",
        "Show an attribute",
        returns=StaffAttributeOut,
        versioned=True,
        policy=Staff("catalog.read"),
        path_params=KEY,
        raises=(EntityNotFound,),
    )
    def get_attribute(call: Call, attribute_id: UUID) -> Reply:
        attribute = app.catalog.get_attribute(GetAttribute(actor=call.actor, attribute_id=AttributeId(attribute_id)))
        return ok(attribute_json(attribute), version=attribute.version)

    _changes(app, api)
    return api


def _changes(app: Application, api: Endpoints) -> None:
    @api.patch(
        "/<uuid:attribute_id>",
        "Change an attribute",
        body=AttributeChange,
        returns=StaffAttributeOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("catalog.write"),
        path_params=KEY,
        raises=(*CHANGE_REFUSALS, ChoiceInUse),
    )
    def change_attribute(call: Call, body: AttributeChange, attribute_id: UUID) -> Reply:
        attribute = app.catalog.change_attribute(
            ChangeAttribute(
                actor=call.actor,
                attribute_id=AttributeId(attribute_id),
                expected_version=call.expected_version,
                label=None if body.label is None else LocalizedText(body.label),
                filterable=body.filterable,
                unit=body.unit,
                rules=None if body.rules is None else body.rules.to_rules(),
                choices=None if body.choices is None else _choices(body.choices),
            )
        )
        return ok(attribute_json(attribute), version=attribute.version)

    @api.delete(
        "/<uuid:attribute_id>",
        "Delete an attribute that no product type uses",
        status=204,
        if_match=IfMatch.REQUIRED,
        policy=Staff("catalog.write"),
        path_params=KEY,
        raises=(*CHANGE_REFUSALS, AttributeInUse),
    )
    def delete_attribute(call: Call, attribute_id: UUID) -> Reply:
        key = AttributeId(attribute_id)
        app.catalog.delete_attribute(DeleteAttribute(actor=call.actor, attribute_id=key, expected_version=call.expected_version))
        return no_content()
