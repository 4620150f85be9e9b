"""Products over HTTP, for staff: find, create, change, put on sale, archive, delete."""

from typing import Any
from uuid import UUID

from adapters.http_flask.catalog.admin.product_answers import StaffProductLineOut, StaffProductOut, line_json, product_json
from adapters.http_flask.catalog.admin.product_schemas import (
    ProductChange,
    ProductIn,
    StaffProductsQuery,
    StatusIn,
    exact,
)
from adapters.http_flask.catalog.admin.schemas import CHANGE_REFUSALS, optional_seo
from adapters.http_flask.endpoints import Audience, Endpoints, Example, IfMatch, Link
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.catalog.list_channels import ListChannels
from application.catalog.ports import ProductFilter
from application.catalog.products.change_product import ChangeProduct
from application.catalog.products.change_status import ChangeProductStatus
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.delete_product import DeleteProduct
from application.catalog.products.read_products import GetProduct, ListProducts
from application.facade import Application
from application.shared.pagination import InvalidCursor
from domain.catalog.options import DuplicateCombination, OptionValueInUse
from domain.catalog.product import Product, ProductNotDeletable, ProductNotReady
from domain.catalog.publication import ProductStatus
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound, InvalidValue
from domain.shared.ids import CategoryId, ChannelId, CollectionId, ProductId, ProductTypeId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import CurrencyMismatch
from domain.shared.state_machine import IllegalTransition

KEY = {"product_id": "The product's id"}

#: Where to go on from a product.
_VARIANT = {"variant_id": "$response.body#/variants/0/id"}
LINKS = (
    Link("prices", "list_prices", {"product_id": "$response.body#/id"}),
    Link("first_variant", "get_product_of_variant", _VARIANT),
    Link("change_first_variant", "change_variant", _VARIANT | {"If-Match": "$response.header.ETag"}),
    Link("remove_first_variant", "remove_variant", _VARIANT | {"If-Match": "$response.header.ETag"}),
)

SHIRT = Example(
    "shirt",
    {
        "name": {"en": "Linen shirt", "de": "Leinenhemd"},
        "status": "active",
        "description": {"en": "<p>Soft and cool.</p>"},
        "vendor": "Nordweber",
        "tags": ["summer"],
        "options": [
            {
                "code": "colour",
                "name": {"en": "Colour"},
                "values": [{"code": "blue", "label": {"en": "Blue"}}, {"code": "white", "label": {"en": "White"}}],
            }
        ],
        "variants": [
            {
                "sku": "SHIRT-BLUE",
                "option_values": {"colour": "blue"},
                "weight_grams": 240,
                "prices": [{"channel": "default", "price": {"amount": 4900, "currency": "EUR"}}],
            },
            {"sku": "SHIRT-WHITE", "option_values": {"colour": "white"}, "weight_grams": 240},
        ],
        "publications": [{"channel": "default"}],
    },
)


def product_admin(app: Application) -> Endpoints:
    api = Endpoints("Products", "/api/v1/admin/products", Audience.ADMIN)

    @api.get(
        "",
        "Find products, drafts included",
        query=StaffProductsQuery,
        returns=ListOut[StaffProductLineOut],
        policy=Staff("catalog.read"),
        raises=(InvalidCursor,),
    )
    def list_products(call: Call, query: StaffProductsQuery) -> Reply:
        """The product that was changed last comes first."""
        found = app.catalog.list_products(
            ListProducts(actor=call.actor, criteria=_criteria(app, query), cursor=query.cursor, size=query.limit)
        )
        next_link = None if found.next_cursor is None else call.with_query(cursor=found.next_cursor)
        lines = [line_json(line) for line in found.items]
        return ok(collection(lines, next_cursor=found.next_cursor, self_link=call.url, next_link=next_link))

    @api.post(
        "",
        "Create a product with options, variants, prices, channels and categories",
        body=ProductIn,
        returns=StaffProductOut,
        versioned=True,
        policy=Staff("catalog.write"),
        examples=(SHIRT,),
        links=LINKS,
        raises=(
            AlreadyExists,
            ConcurrencyConflict,
            CurrencyMismatch,
            DuplicateCombination,
            EntityNotFound,
            InvalidValue,
            ProductNotReady,
            UnknownCurrency,
        ),
    )
    def create_product(call: Call, body: ProductIn) -> Reply:
        product = app.catalog.create_product(_creation(call, body))
        return created(product_json(product), f"{api.prefix}/{product.id}", version=product.version)

    @api.get(
        "/<uuid:product_id>",
        "Show a product",
        returns=StaffProductOut,
        versioned=True,
        policy=Staff("catalog.read", per_channel=True),
        path_params=KEY,
        raises=(EntityNotFound,),
    )
    def get_product(call: Call, product_id: UUID) -> Reply:
        return answer(app.catalog.get_product(GetProduct(actor=call.actor, product_id=ProductId(product_id))))

    _changes(app, api)
    return api


def answer(product: Product) -> Reply:
    return ok(product_json(product), version=product.version)


def _changes(app: Application, api: Endpoints) -> None:
    change: dict[str, Any] = {"if_match": IfMatch.REQUIRED, "policy": Staff("catalog.write"), "path_params": KEY}
    answers: dict[str, Any] = {"returns": StaffProductOut, "versioned": True}

    @api.patch(
        "/<uuid:product_id>",
        "Change a product",
        body=ProductChange,
        raises=(*CHANGE_REFUSALS, AlreadyExists, DuplicateCombination, OptionValueInUse, ProductNotReady),
        **change,
        **answers,
    )
    def change_product(call: Call, body: ProductChange, product_id: UUID) -> Reply:
        return answer(
            app.catalog.change_product(
                ChangeProduct(actor=call.actor, product_id=ProductId(product_id), expected_version=call.expected_version, **_given(body))
            )
        )

    @api.put(
        "/<uuid:product_id>/status",
        "Put a product on sale, back to draft, or into the archive",
        body=StatusIn,
        raises=(*CHANGE_REFUSALS, IllegalTransition, ProductNotReady),
        **change,
        **answers,
    )
    def change_product_status(call: Call, body: StatusIn, product_id: UUID) -> Reply:
        return answer(
            app.catalog.change_product_status(
                ChangeProductStatus(
                    actor=call.actor, product_id=ProductId(product_id), status=body.status, expected_version=call.expected_version
                )
            )
        )

    @api.delete(
        "/<uuid:product_id>",
        "Delete a draft that was never sold",
        status=204,
        raises=(*CHANGE_REFUSALS, ProductNotDeletable),
        **change,
    )
    def delete_product(call: Call, product_id: UUID) -> Reply:
        key = ProductId(product_id)
        app.catalog.delete_product(DeleteProduct(actor=call.actor, product_id=key, expected_version=call.expected_version))
        return no_content()


def _criteria(app: Application, query: StaffProductsQuery) -> ProductFilter:
    channel_id = None
    if query.channel is not None:
        known = {channel.code: channel.id for channel in app.catalog.list_channels(ListChannels())}
        # An unknown channel shows nothing: no product is in it.
        channel_id = known.get(query.channel, ChannelId(UUID(int=0)))
    return ProductFilter(
        text=query.q,
        status=query.status,
        product_type_id=None if query.product_type_id is None else ProductTypeId(query.product_type_id),
        category_id=None if query.category_id is None else CategoryId(query.category_id),
        collection_id=None if query.collection_id is None else CollectionId(query.collection_id),
        channel_id=channel_id,
        vendor=query.vendor,
        tag=query.tag,
        updated_since=query.updated_since,
    )


def _creation(call: Call, body: ProductIn) -> CreateProduct:
    return CreateProduct(
        actor=call.actor,
        name=LocalizedText(body.name),
        slug=body.slug,
        status=ProductStatus(body.status),
        product_type_id=None if body.product_type_id is None else ProductTypeId(body.product_type_id),
        description=LocalizedText(body.description),
        vendor=body.vendor,
        tags=tuple(body.tags),
        options=tuple(option.to_option() for option in body.options),
        attributes=exact(body.attributes),
        media=tuple(item.to_media() for item in body.media),
        seo=optional_seo(body.seo),
        variants=tuple(variant.to_variant() for variant in body.variants),
        publications=tuple(publication.to_publication() for publication in body.publications),
        category_ids=tuple(CategoryId(key) for key in body.category_ids),
    )


def _given(body: ProductChange) -> dict[str, Any]:
    """Only what was sent; null means "no type" for the type and "as it is" for the rest."""
    convert: dict[str, Any] = {
        "name": LocalizedText,
        "slug": str,
        "description": LocalizedText,
        "vendor": str,
        "tags": tuple,
        "options": lambda options: tuple(option.to_option() for option in options),
        "attributes": exact,
        "seo": lambda seo: seo.to_seo(),
        "category_ids": lambda keys: tuple(CategoryId(key) for key in keys),
    }
    given = {name: to(getattr(body, name)) for name, to in convert.items() if getattr(body, name) is not None}
    if "product_type_id" in body.model_fields_set:
        given["product_type_id"] = body.product_type_id
    return given
