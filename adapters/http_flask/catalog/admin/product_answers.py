"""Products as staff see them: whole, in every language."""

from typing import Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.catalog.admin.schemas import StaffSeoOut, seo_json
from adapters.http_flask.formatting import instant
from adapters.http_flask.schemas import ResponseModel
from application.catalog.ports import ProductSummary
from domain.catalog.attribute import AttributeValues
from domain.catalog.product import Product
from domain.catalog.variant import Variant


class StaffOptionValueOut(ResponseModel):
    """One value of an option."""

    code: str
    label: dict[str, str]


class StaffOptionOut(ResponseModel):
    """A way in which variants differ."""

    code: str
    name: dict[str, str]
    values: list[StaffOptionValueOut]


class StaffMediaOut(ResponseModel):
    """A picture or film."""

    id: UUID
    url: str
    kind: str = Field(examples=["image"])
    alt: dict[str, str]


class DimensionsOut(ResponseModel):
    """Outer measures."""

    length_mm: int
    width_mm: int
    height_mm: int


#: Numbers as text, exactly.
ValuesOut = dict[str, str | bool | list[str]]


class StaffVariantOut(ResponseModel):
    """A variant. Its version is the product's."""

    id: UUID
    sku: str = Field(examples=["SHIRT-BLUE-M"])
    barcode: str | None
    option_values: dict[str, str]
    weight_grams: int
    dimensions: DimensionsOut | None
    requires_shipping: bool
    tax_category: str
    track_inventory: bool
    active: bool
    attributes: ValuesOut
    media_ids: list[UUID]


class PublicationOut(ResponseModel):
    """A channel and the window in which the product is shown there."""

    channel_id: UUID
    published_from: str | None
    published_until: str | None


class StaffProductOut(ResponseModel):
    """A product with everything but its prices; `version` is what its ETag says."""

    id: UUID
    slug: str = Field(examples=["linen-shirt"])
    status: str = Field(examples=["draft"])
    name: dict[str, str]
    description: dict[str, str]
    product_type_id: UUID | None
    vendor: str
    tags: list[str]
    options: list[StaffOptionOut]
    attributes: ValuesOut
    media: list[StaffMediaOut]
    seo: StaffSeoOut
    variants: list[StaffVariantOut]
    publications: list[PublicationOut]
    category_ids: list[UUID]
    created_at: str
    updated_at: str
    version: int


class StaffProductLineOut(ResponseModel):
    """A product as the list shows it; `skus` are the first few."""

    id: UUID
    slug: str
    status: str
    name: dict[str, str]
    vendor: str
    product_type_id: UUID | None
    tags: list[str]
    image: str | None
    variant_count: int
    skus: list[str]
    channel_ids: list[UUID]
    created_at: str
    updated_at: str
    version: int


def product_json(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "slug": product.slug,
        "status": product.status.value,
        "name": dict(product.name.texts),
        "description": dict(product.description.texts),
        "product_type_id": product.product_type_id,
        "vendor": product.vendor,
        "tags": list(product.tags),
        "options": [_option_json(option) for option in product.options],
        "attributes": _values_json(product.attribute_values),
        "media": [{"id": m.id, "url": m.url, "kind": m.kind.value, "alt": dict(m.alt.texts)} for m in product.media],
        "seo": seo_json(product.seo),
        "variants": [variant_json(variant) for variant in sorted(product.variants, key=lambda variant: variant.position)],
        "publications": [_publication_json(item) for item in product.publications],
        "category_ids": list(product.category_ids),
        "created_at": instant(product.created_at),
        "updated_at": instant(product.updated_at),
        "version": product.version,
    }


def variant_json(variant: Variant) -> dict[str, Any]:
    size = variant.dimensions
    measures = None if size is None else {"length_mm": size.length_mm, "width_mm": size.width_mm, "height_mm": size.height_mm}
    return {
        "id": variant.id,
        "sku": variant.sku,
        "barcode": variant.barcode,
        "option_values": dict(variant.option_values),
        "weight_grams": variant.weight_grams,
        "dimensions": measures,
        "requires_shipping": variant.requires_shipping,
        "tax_category": variant.tax_category,
        "track_inventory": variant.track_inventory,
        "active": variant.active,
        "attributes": _values_json(variant.attribute_values),
        "media_ids": list(variant.media_ids),
    }


def _option_json(option: Any) -> dict[str, Any]:
    values = [{"code": value.code, "label": dict(value.label.texts)} for value in option.values]
    return {"code": option.code, "name": dict(option.name.texts), "values": values}


def _publication_json(publication: Any) -> dict[str, Any]:
    return {
        "channel_id": publication.channel_id,
        "published_from": None if publication.published_from is None else instant(publication.published_from),
        "published_until": None if publication.published_until is None else instant(publication.published_until),
    }


def _values_json(values: AttributeValues) -> dict[str, Any]:
    return {code: list(value) if isinstance(value, tuple) else value for code, value in values.items()}


def line_json(line: ProductSummary) -> dict[str, Any]:
    return {
        "id": line.id,
        "slug": line.slug,
        "status": line.status.value,
        "name": dict(line.name),
        "vendor": line.vendor,
        "product_type_id": line.product_type_id,
        "tags": list(line.tags),
        "image": line.image,
        "variant_count": line.variant_count,
        "skus": list(line.skus),
        "channel_ids": list(line.channel_ids),
        "created_at": instant(line.created_at),
        "updated_at": instant(line.updated_at),
        "version": line.version,
    }
