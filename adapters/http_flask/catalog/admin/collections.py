"""Collections and their members over HTTP, for staff."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.catalog.admin.schemas import (
    CHANGE_REFUSALS,
    HtmlTexts,
    Names,
    OrderIn,
    SeoIn,
    StaffSeoOut,
    optional_seo,
    optional_text,
    seo_json,
)
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.formatting import money_json
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, MoneyIn, MoneyOut, RequestModel, ResponseModel, ShortText, Slug
from application.catalog.collections.change_collection import ChangeCollection
from application.catalog.collections.change_members import ChangeMembers
from application.catalog.collections.create_collection import CreateCollection
from application.catalog.collections.delete_collection import DeleteCollection
from application.catalog.collections.read_collections import GetCollection, ListCollections, ListMembers
from application.facade import Application
from domain.catalog.collection import MAX_CONDITIONS, Collection, Condition, ConditionKind, Match, MembersFollowRules, RuleSet
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound, InvalidValue
from domain.shared.ids import ChannelId, CollectionId, ProductId
from domain.shared.localized_text import LocalizedText

KEY = {"collection_id": "The collection's id"}


class ConditionIn(RequestModel):
    """`value` is a tag, a vendor, words of the title, or the id of a category (with its subtree) or product type. A price condition
    has `channel_id` and `price` instead, and looks at the cheapest variant."""

    kind: ConditionKind
    value: ShortText = ""
    channel_id: UUID | None = None
    price: MoneyIn | None = None

    def to_condition(self) -> Condition:
        channel_id = None if self.channel_id is None else ChannelId(self.channel_id)
        return Condition(self.kind, self.value, channel_id, None if self.price is None else self.price.to_money())


class RulesIn(RequestModel):
    """All or any of the conditions must hold."""

    match: Match = Match.ALL
    conditions: Annotated[
        list[ConditionIn], Field(min_length=1, max_length=MAX_CONDITIONS, examples=[[{"kind": "tag", "value": "summer"}]])
    ]

    def to_rules(self) -> RuleSet:
        return RuleSet(self.match, tuple(condition.to_condition() for condition in self.conditions))


class CollectionIn(RequestModel):
    """A new collection: with `rules` they choose the products, without you do. Without `slug` one is made from the name."""

    name: Names
    slug: Slug | None = None
    description: HtmlTexts = {}
    seo: SeoIn | None = None
    rules: RulesIn | None = None


class CollectionChange(RequestModel):
    """What changes; fields left out stay. `rules` null makes it a collection by hand with the present products."""

    name: Names | None = None
    slug: Slug | None = None
    description: HtmlTexts | None = None
    seo: SeoIn | None = None
    rules: RulesIn | None = None


class MembersIn(RequestModel):
    """Products that come to the end of the collection, and products that leave it."""

    add: Annotated[list[UUID], Field(max_length=10_000)] = []
    remove: Annotated[list[UUID], Field(max_length=10_000)] = []


class ConditionOut(ResponseModel):
    """One condition."""

    kind: str = Field(examples=["tag"])
    value: str
    channel_id: UUID | None
    price: MoneyOut | None


class RulesOut(ResponseModel):
    """What chooses the products."""

    match: str = Field(examples=["all"])
    conditions: list[ConditionOut]


class StaffCollectionOut(ResponseModel):
    """A collection; `rules` null: by hand. `version` is what its ETag says."""

    id: UUID
    slug: str = Field(examples=["summer"])
    name: dict[str, str]
    description: dict[str, str]
    seo: StaffSeoOut
    rules: RulesOut | None
    version: int


class MemberOut(ResponseModel):
    """A product of the collection at its place, from 0."""

    product_id: UUID
    position: int


def collection_json(item: Collection) -> dict[str, Any]:
    return {
        "id": item.id,
        "slug": item.slug,
        "name": dict(item.name.texts),
        "description": dict(item.description.texts),
        "seo": seo_json(item.seo),
        "rules": None if item.rules is None else _rules_json(item.rules),
        "version": item.version,
    }


def _rules_json(rules: RuleSet) -> dict[str, Any]:
    conditions = [
        {
            "kind": condition.kind.value,
            "value": condition.value,
            "channel_id": condition.channel_id,
            "price": None if condition.price is None else money_json(condition.price),
        }
        for condition in rules.conditions
    ]
    return {"match": rules.match.value, "conditions": conditions}


def collection_admin(app: Application) -> Endpoints:
    api = Endpoints("Collections", "/api/v1/admin/collections", Audience.ADMIN)

    @api.get("", "List collections by slug", returns=ListOut[StaffCollectionOut], policy=Staff("catalog.read"))
    def list_collections(call: Call) -> Reply:
        found = app.catalog.list_collections(ListCollections(actor=call.actor))
        return ok(collection([collection_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Open a collection, by hand or by rules",
        body=CollectionIn,
        returns=StaffCollectionOut,
        versioned=True,
        policy=Staff("catalog.write"),
        raises=(AlreadyExists, InvalidValue, ConcurrencyConflict, UnknownCurrency),
    )
    def create_collection(call: Call, body: CollectionIn) -> Reply:
        item = app.catalog.create_collection(
            CreateCollection(
                actor=call.actor,
                name=LocalizedText(body.name),
                slug=body.slug,
                description=LocalizedText(body.description),
                seo=optional_seo(body.seo),
                rules=None if body.rules is None else body.rules.to_rules(),
            )
        )
        return created(collection_json(item), f"{api.prefix}/{item.id}", version=item.version)

    @api.get(
        "/<uuid:collection_id>",
        "Show a collection",
        returns=StaffCollectionOut,
        versioned=True,
        policy=Staff("catalog.read"),
        path_params=KEY,
        raises=(EntityNotFound,),
    )
    def get_collection(call: Call, collection_id: UUID) -> Reply:
        item = app.catalog.get_collection(GetCollection(actor=call.actor, collection_id=CollectionId(collection_id)))
        return ok(collection_json(item), version=item.version)

    _changes(app, api)
    _members(app, api)
    return api


def _changes(app: Application, api: Endpoints) -> None:
    change: dict[str, Any] = {"if_match": IfMatch.REQUIRED, "policy": Staff("catalog.write"), "path_params": KEY}

    @api.patch(
        "/<uuid:collection_id>",
        "Change a collection or its rules",
        body=CollectionChange,
        returns=StaffCollectionOut,
        versioned=True,
        raises=(*CHANGE_REFUSALS, AlreadyExists, UnknownCurrency),
        **change,
    )
    def change_collection(call: Call, body: CollectionChange, collection_id: UUID) -> Reply:
        item = app.catalog.change_collection(
            ChangeCollection(
                actor=call.actor,
                collection_id=CollectionId(collection_id),
                expected_version=call.expected_version,
                name=optional_text(body.name),
                slug=body.slug,
                description=optional_text(body.description),
                seo=optional_seo(body.seo),
                rules=None if body.rules is None else body.rules.to_rules(),
                by_hand="rules" in body.model_fields_set and body.rules is None,
            )
        )
        return ok(collection_json(item), version=item.version)

    @api.delete("/<uuid:collection_id>", "Delete a collection; its products stay", status=204, raises=CHANGE_REFUSALS, **change)
    def delete_collection(call: Call, collection_id: UUID) -> Reply:
        key = CollectionId(collection_id)
        app.catalog.delete_collection(DeleteCollection(actor=call.actor, collection_id=key, expected_version=call.expected_version))
        return no_content()


def _members(app: Application, api: Endpoints) -> None:
    path = "/<uuid:collection_id>/products"
    change: dict[str, Any] = {
        "returns": StaffCollectionOut,
        "status": 200,
        "versioned": True,
        "if_match": IfMatch.REQUIRED,
        "policy": Staff("catalog.write"),
        "path_params": KEY,
        "raises": (*CHANGE_REFUSALS, MembersFollowRules),
    }

    @api.get(
        path,
        "List the products of a collection",
        returns=ListOut[MemberOut],
        policy=Staff("catalog.read"),
        path_params=KEY,
        raises=(EntityNotFound,),
    )
    def list_members(call: Call, collection_id: UUID) -> Reply:
        members = app.catalog.list_members(ListMembers(actor=call.actor, collection_id=CollectionId(collection_id)))
        rows = [{"product_id": key, "position": position} for position, key in enumerate(members)]
        return ok(collection(rows, next_cursor=None, self_link=call.url, next_link=None))

    def changed(call: Call, collection_id: UUID, **wanted: Any) -> Reply:
        key = CollectionId(collection_id)
        item = app.catalog.change_members(
            ChangeMembers(actor=call.actor, collection_id=key, expected_version=call.expected_version, **wanted)
        )
        return ok(collection_json(item), version=item.version)

    @api.put(path, "Choose the products of a collection and their order", body=OrderIn, **change)
    def set_members(call: Call, body: OrderIn, collection_id: UUID) -> Reply:
        return changed(call, collection_id, order=tuple(ProductId(key) for key in body.order))

    @api.patch(path, "Add products to a collection, or take some out", body=MembersIn, **change)
    def change_members(call: Call, body: MembersIn, collection_id: UUID) -> Reply:
        add, remove = (tuple(ProductId(key) for key in keys) for keys in (body.add, body.remove))
        return changed(call, collection_id, add=add, remove=remove)
