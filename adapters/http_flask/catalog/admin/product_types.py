"""Product types over HTTP, for staff."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.catalog.admin.schemas import CHANGE_REFUSALS, Code, Names
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel
from application.catalog.attributes.change_product_type import ChangeProductType
from application.catalog.attributes.create_product_type import CreateProductType
from application.catalog.attributes.delete_product_type import DeleteProductType
from application.catalog.attributes.read_attributes import GetProductType, ListProductTypes
from application.facade import Application
from domain.catalog.product_type import AttributeUse, ProductType, ProductTypeInUse
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound, InvalidValue
from domain.shared.ids import ProductTypeId
from domain.shared.localized_text import LocalizedText

KEY = {"product_type_id": "The product type's id"}


class AttributeUseIn(RequestModel):
    """An attribute by code; a required one must have a value before a product goes on sale."""

    attribute: Code
    required: bool = False


Uses = Annotated[list[AttributeUseIn], Field(max_length=200)]


class ProductTypeIn(RequestModel):
    """A new product type; `code` never changes."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$", examples=["clothing"])]
    name: Names
    product_attributes: Uses = []
    variant_attributes: Uses = []


class ProductTypeChange(RequestModel):
    """What changes; fields left out stay. Lists of attributes are replaced as a whole."""

    name: Names | None = None
    product_attributes: Uses | None = None
    variant_attributes: Uses | None = None


class AttributeUseOut(ResponseModel):
    """An attribute by code."""

    attribute: str
    required: bool


class ProductTypeOut(ResponseModel):
    """Which attributes describe products of this type, and which their variants."""

    id: UUID
    code: str = Field(examples=["clothing"])
    name: dict[str, str]
    product_attributes: list[AttributeUseOut]
    variant_attributes: list[AttributeUseOut]
    version: int


def product_type_json(kind: ProductType) -> dict[str, Any]:
    return {
        "id": kind.id,
        "code": kind.code,
        "name": dict(kind.name.texts),
        "product_attributes": [_use_json(use) for use in kind.product_attributes],
        "variant_attributes": [_use_json(use) for use in kind.variant_attributes],
        "version": kind.version,
    }


def _use_json(use: AttributeUse) -> dict[str, Any]:
    return {"attribute": use.attribute, "required": use.required}


def _uses(given: list[AttributeUseIn]) -> tuple[AttributeUse, ...]:
    return tuple(AttributeUse(use.attribute, use.required) for use in given)


def product_type_admin(app: Application) -> Endpoints:
    api = Endpoints("Product types", "/api/v1/admin/product-types", Audience.ADMIN)

    @api.get("", "List product types by code", returns=ListOut[ProductTypeOut], policy=Staff("catalog.read"))
    def list_product_types(call: Call) -> Reply:
        found = app.catalog.list_product_types(ListProductTypes(actor=call.actor))
        return ok(collection([product_type_json(item) for item in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Define a product type",
        body=ProductTypeIn,
        returns=ProductTypeOut,
        versioned=True,
        policy=Staff("catalog.write"),
        raises=(AlreadyExists, InvalidValue, ConcurrencyConflict),
    )
    def create_product_type(call: Call, body: ProductTypeIn) -> Reply:
        kind = app.catalog.create_product_type(
            CreateProductType(
                actor=call.actor,
                code=body.code,
                name=LocalizedText(body.name),
                product_attributes=_uses(body.product_attributes),
                variant_attributes=_uses(body.variant_attributes),
            )
        )
        return created(product_type_json(kind), f"{api.prefix}/{kind.id}", version=kind.version)

    @api.get(
        "/<uuid:product_type_id>",
        "Show a product type",
        returns=ProductTypeOut,
        versioned=True,
        policy=Staff("catalog.read"),
        path_params=KEY,
        raises=(EntityNotFound,),
    )
    def get_product_type(call: Call, product_type_id: UUID) -> Reply:
        kind = app.catalog.get_product_type(GetProductType(actor=call.actor, product_type_id=ProductTypeId(product_type_id)))
        return ok(product_type_json(kind), version=kind.version)

    _changes(app, api)
    return api


def _changes(app: Application, api: Endpoints) -> None:
    @api.patch(
        "/<uuid:product_type_id>",
        "Change a product type",
        body=ProductTypeChange,
        returns=ProductTypeOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("catalog.write"),
        path_params=KEY,
        raises=CHANGE_REFUSALS,
    )
    def change_product_type(call: Call, body: ProductTypeChange, product_type_id: UUID) -> Reply:
        kind = app.catalog.change_product_type(
            ChangeProductType(
                actor=call.actor,
                product_type_id=ProductTypeId(product_type_id),
                expected_version=call.expected_version,
                name=None if body.name is None else LocalizedText(body.name),
                product_attributes=None if body.product_attributes is None else _uses(body.product_attributes),
                variant_attributes=None if body.variant_attributes is None else _uses(body.variant_attributes),
            )
        )
        return ok(product_type_json(kind), version=kind.version)

    @api.delete(
        "/<uuid:product_type_id>",
        "Delete a product type that no product has",
        status=204,
        if_match=IfMatch.REQUIRED,
        policy=Staff("catalog.write"),
        path_params=KEY,
        raises=(*CHANGE_REFUSALS, ProductTypeInUse),
    )
    def delete_product_type(call: Call, product_type_id: UUID) -> Reply:
        key = ProductTypeId(product_type_id)
        app.catalog.delete_product_type(DeleteProductType(actor=call.actor, product_type_id=key, expected_version=call.expected_version))
        return no_content()
