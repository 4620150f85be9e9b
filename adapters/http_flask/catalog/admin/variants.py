"""Variants, media and publications of products over HTTP, for staff."""

from typing import Any
from uuid import UUID

from adapters.http_flask.catalog.admin.product_answers import StaffProductOut, product_json
from adapters.http_flask.catalog.admin.product_schemas import MediaListIn, VariantChange, VariantIn, WindowIn, exact
from adapters.http_flask.catalog.admin.products import KEY, answer
from adapters.http_flask.catalog.admin.schemas import CHANGE_REFUSALS, OrderIn
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, created
from adapters.http_flask.requests import Call
from application.catalog.products.add_variant import AddVariant
from application.catalog.products.change_variant import ChangeVariant
from application.catalog.products.given import GivenPublication
from application.catalog.products.publish_product import PublishProduct, UnpublishProduct
from application.catalog.products.read_products import GetProductOfVariant
from application.catalog.products.remove_variant import RemoveVariant
from application.catalog.products.reorder_variants import ReorderVariants
from application.catalog.products.set_media import SetMedia
from application.facade import Application
from domain.catalog.options import DuplicateCombination
from domain.catalog.product import ProductNotReady, VariantNotRemovable
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.shared.ids import MediaId, ProductId, VariantId
from domain.shared.money import CurrencyMismatch

VARIANT = {"variant_id": "The variant's id"}
#: Parts have no version of their own: If-Match is the product's, and the answer is the product.
CHANGE: dict[str, Any] = {
    "returns": StaffProductOut,
    "versioned": True,
    "if_match": IfMatch.REQUIRED,
    "policy": Staff("catalog.write"),
}


def variant_admin(app: Application) -> Endpoints:
    api = Endpoints("Products", "/api/v1/admin", Audience.ADMIN)

    @api.post(
        "/products/<uuid:product_id>/variants",
        "Add a variant to a product",
        body=VariantIn,
        path_params=KEY,
        raises=(*CHANGE_REFUSALS, AlreadyExists, CurrencyMismatch, DuplicateCombination, ProductNotReady, UnknownCurrency),
        **CHANGE,
    )
    def add_variant(call: Call, body: VariantIn, product_id: UUID) -> Reply:
        """The new variant is the last one of the product that is answered; If-Match is the product's."""
        product = app.catalog.add_variant(
            AddVariant(
                actor=call.actor, product_id=ProductId(product_id), variant=body.to_variant(), expected_version=call.expected_version
            )
        )
        return created(product_json(product), f"{api.prefix}/variants/{product.variants[-1].id}", version=product.version)

    @api.get(
        "/variants/<uuid:variant_id>",
        "Show the product of a variant",
        returns=StaffProductOut,
        versioned=True,
        policy=Staff("catalog.read"),
        path_params=VARIANT,
        raises=(EntityNotFound,),
    )
    def get_product_of_variant(call: Call, variant_id: UUID) -> Reply:
        return answer(app.catalog.get_product_of_variant(GetProductOfVariant(actor=call.actor, variant_id=VariantId(variant_id))))

    @api.patch(
        "/variants/<uuid:variant_id>",
        "Change a variant",
        body=VariantChange,
        path_params=VARIANT,
        raises=(*CHANGE_REFUSALS, AlreadyExists, DuplicateCombination, ProductNotReady),
        **CHANGE,
    )
    def change_variant(call: Call, body: VariantChange, variant_id: UUID) -> Reply:
        """If-Match is the product's."""
        key = VariantId(variant_id)
        command = ChangeVariant(actor=call.actor, variant_id=key, expected_version=call.expected_version, **_given(body))
        return answer(app.catalog.change_variant(command))

    @api.delete(
        "/variants/<uuid:variant_id>",
        "Remove a variant that was never sold",
        path_params=VARIANT,
        raises=(*CHANGE_REFUSALS, ProductNotReady, VariantNotRemovable),
        **CHANGE,
    )
    def remove_variant(call: Call, variant_id: UUID) -> Reply:
        """Answers the product without it; If-Match is the product's. A variant that was sold can be made inactive instead."""
        command = RemoveVariant(actor=call.actor, variant_id=VariantId(variant_id), expected_version=call.expected_version)
        return answer(app.catalog.remove_variant(command))

    @api.put(
        "/products/<uuid:product_id>/variants/order",
        "Order the variants of a product",
        body=OrderIn,
        path_params=KEY,
        raises=CHANGE_REFUSALS,
        **CHANGE,
    )
    def reorder_variants(call: Call, body: OrderIn, product_id: UUID) -> Reply:
        order = tuple(VariantId(key) for key in body.order)
        command = ReorderVariants(actor=call.actor, product_id=ProductId(product_id), order=order, expected_version=call.expected_version)
        return answer(app.catalog.reorder_variants(command))

    return api


def media_admin(app: Application) -> Endpoints:
    api = Endpoints("Products", "/api/v1/admin/products/<uuid:product_id>", Audience.ADMIN)

    @api.put("/media", "Choose the pictures and films of a product", body=MediaListIn, path_params=KEY, raises=CHANGE_REFUSALS, **CHANGE)
    def set_media(call: Call, body: MediaListIn, product_id: UUID) -> Reply:
        media = tuple(item.to_media() for item in body.media)
        command = SetMedia(actor=call.actor, product_id=ProductId(product_id), media=media, expected_version=call.expected_version)
        return answer(app.catalog.set_media(command))

    place = KEY | {"channel": "The channel's code"}
    publishing = CHANGE | {"policy": Staff("catalog.write", per_channel=True)}

    @api.put(
        "/publications/<channel>",
        "Show a product in a channel",
        body=WindowIn,
        path_params=place,
        raises=CHANGE_REFUSALS,
        **publishing,
    )
    def publish_product(call: Call, body: WindowIn, product_id: UUID, channel: str) -> Reply:
        """Publishing again replaces the window."""
        window = GivenPublication(channel=channel, published_from=body.published_from, published_until=body.published_until)
        command = PublishProduct(
            actor=call.actor, product_id=ProductId(product_id), publication=window, expected_version=call.expected_version
        )
        return answer(app.catalog.publish_product(command))

    @api.delete("/publications/<channel>", "Take a product out of a channel", path_params=place, raises=CHANGE_REFUSALS, **publishing)
    def unpublish_product(call: Call, product_id: UUID, channel: str) -> Reply:
        command = UnpublishProduct(
            actor=call.actor, product_id=ProductId(product_id), channel=channel, expected_version=call.expected_version
        )
        return answer(app.catalog.unpublish_product(command))

    return api


def _given(body: VariantChange) -> dict[str, Any]:
    """Only what was sent; null empties barcode and dimensions and leaves the rest as it is."""
    plain = ("sku", "option_values", "weight_grams", "requires_shipping", "tax_category", "track_inventory", "active")
    given: dict[str, Any] = {name: getattr(body, name) for name in plain if getattr(body, name) is not None}
    if "barcode" in body.model_fields_set:
        given["barcode"] = body.barcode
    if "dimensions" in body.model_fields_set:
        given["dimensions"] = None if body.dimensions is None else body.dimensions.to_dimensions()
    if body.media_ids is not None:
        given["media_ids"] = tuple(MediaId(key) for key in body.media_ids)
    if body.attributes is not None:
        given["attributes"] = exact(body.attributes)
    return given
