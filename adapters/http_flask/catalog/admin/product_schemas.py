"""Products as staff write them, and their way to commands."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StrictBool, StrictFloat, StrictInt

from adapters.http_flask.catalog.admin.schemas import Code, HtmlTexts, Labels, Names, SeoIn
from adapters.http_flask.pricing.schemas import PriceTermsIn
from adapters.http_flask.schemas import At, ChannelCode, PageQuery, QueryAt, RequestModel, ShortText, Slug
from application.catalog.products.given import GivenMedia, GivenPublication, GivenVariant
from domain.catalog.media import MediaKind
from domain.catalog.options import MAX_OPTIONS, MAX_VALUES, OptionValue, ProductOption
from domain.catalog.publication import ProductStatus
from domain.catalog.variant import Dimensions
from domain.shared.ids import MediaId
from domain.shared.localized_text import LocalizedText

LineText = Annotated[str, Field(max_length=5_000, pattern=r"^[^\x00]*$")]
#: Text, a choice or a date as text; a number as JSON number or text; several choices as a list; null takes a value away.
AttributeValueIn = LineText | StrictBool | StrictInt | StrictFloat | Annotated[list[LineText], Field(max_length=500)] | None
AttributesIn = Annotated[
    dict[Code, AttributeValueIn],
    Field(max_length=200, description="Values by attribute code", examples=[{"material": "linen", "weight_gsm": 180}]),
]
Tags = Annotated[list[Annotated[ShortText, Field(min_length=1)]], Field(max_length=250, examples=[["summer", "new"]])]
OptionValues = Annotated[
    dict[Code, Code], Field(max_length=MAX_OPTIONS, description="Value code by option code", examples=[{"colour": "blue", "size": "m"}])
]
Sku = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["SHIRT-BLUE-M"])]
Barcode = Annotated[str, Field(max_length=30, pattern=r"^[0-9 -]*$", examples=["4006381333931"], description="GTIN with its check digit")]
Grams = Annotated[int, Field(ge=0, le=100_000_000)]
Millimetres = Annotated[int, Field(ge=1, le=1_000_000)]
MediaUrl = Annotated[
    str, Field(min_length=1, max_length=2_000, pattern=r"^(https?://[^\s/\x00]+|/)[^\s\x00]*$", examples=["/media/shirt.jpg"])
]
Categories = Annotated[list[UUID], Field(max_length=100, description="The first one makes the breadcrumbs")]


class OptionValueIn(RequestModel):
    """One value of an option, such as blue."""

    code: Code
    label: Names


class OptionIn(RequestModel):
    """A way in which variants differ, such as colour; values in the order shown."""

    code: Code
    name: Names
    values: Annotated[list[OptionValueIn], Field(min_length=1, max_length=MAX_VALUES)]

    def to_option(self) -> ProductOption:
        values = tuple(OptionValue(value.code, LocalizedText(value.label)) for value in self.values)
        return ProductOption(self.code, LocalizedText(self.name), values)


class DimensionsIn(RequestModel):
    """Outer measures."""

    length_mm: Millimetres
    width_mm: Millimetres
    height_mm: Millimetres

    def to_dimensions(self) -> Dimensions:
        return Dimensions(self.length_mm, self.width_mm, self.height_mm)


class VariantIn(RequestModel):
    """A new variant. Without `sku` one is made from slug and option values."""

    sku: Sku | None = None
    option_values: OptionValues = {}
    barcode: Barcode | None = None
    weight_grams: Grams = 0
    dimensions: DimensionsIn | None = None
    requires_shipping: bool = True
    tax_category: Code = "standard"
    track_inventory: bool = True
    active: bool = True
    attributes: AttributesIn = {}
    media_ids: Annotated[list[UUID], Field(max_length=50)] = []
    prices: Annotated[list[PriceTermsIn], Field(max_length=100)] = []

    def to_variant(self) -> GivenVariant:
        return GivenVariant(
            sku=self.sku,
            option_values=self.option_values,
            barcode=self.barcode,
            weight_grams=self.weight_grams,
            dimensions=None if self.dimensions is None else self.dimensions.to_dimensions(),
            requires_shipping=self.requires_shipping,
            tax_category=self.tax_category,
            track_inventory=self.track_inventory,
            active=self.active,
            attributes=exact(self.attributes),
            media_ids=tuple(MediaId(key) for key in self.media_ids),
            prices=tuple(price.to_terms() for price in self.prices),
        )


class VariantChange(RequestModel):
    """What changes; fields left out stay. Attributes are merged; null takes a value away."""

    sku: Sku | None = None
    option_values: OptionValues | None = None
    barcode: Barcode | None = None
    weight_grams: Grams | None = None
    dimensions: DimensionsIn | None = None
    requires_shipping: bool | None = None
    tax_category: Code | None = None
    track_inventory: bool | None = None
    active: bool | None = None
    media_ids: Annotated[list[UUID], Field(max_length=50)] | None = None
    attributes: AttributesIn | None = None


class MediaIn(RequestModel):
    """A picture or film; with the `id` of a present one it is kept or changed, without it is new."""

    id: UUID | None = None
    url: MediaUrl
    kind: MediaKind = MediaKind.IMAGE
    alt: Labels = {}

    def to_media(self) -> GivenMedia:
        key = None if self.id is None else MediaId(self.id)
        return GivenMedia(id=key, url=self.url, kind=self.kind, alt=LocalizedText(self.alt))


class MediaListIn(RequestModel):
    """The whole list in order; what is not named goes."""

    media: Annotated[list[MediaIn], Field(max_length=250)]


class WindowIn(RequestModel):
    """When the product is shown: from `published_from` (null: at once) until before `published_until` (null: for ever)."""

    published_from: At | None = None
    published_until: At | None = None


class PublicationIn(WindowIn):
    """A channel by code and the window in which the product is shown there."""

    channel: ChannelCode

    def to_publication(self) -> GivenPublication:
        return GivenPublication(channel=self.channel, published_from=self.published_from, published_until=self.published_until)


class ProductIn(RequestModel):
    """A new product with everything that belongs to it. Without `slug` one is made from the name."""

    name: Names
    slug: Slug | None = None
    status: Literal["draft", "active"] = "draft"
    product_type_id: UUID | None = None
    description: HtmlTexts = {}
    vendor: ShortText = ""
    tags: Tags = []
    options: Annotated[list[OptionIn], Field(max_length=MAX_OPTIONS)] = []
    attributes: AttributesIn = {}
    media: Annotated[list[MediaIn], Field(max_length=250)] = []
    seo: SeoIn | None = None
    variants: Annotated[list[VariantIn], Field(max_length=500)] = []
    publications: Annotated[list[PublicationIn], Field(max_length=100)] = []
    category_ids: Categories = []


class ProductChange(RequestModel):
    """What changes; fields left out stay. Attributes are merged; null takes a value away. New options give present variants
    their first value."""

    name: Names | None = None
    slug: Slug | None = None
    product_type_id: UUID | None = None
    description: HtmlTexts | None = None
    vendor: ShortText | None = None
    tags: Tags | None = None
    options: Annotated[list[OptionIn], Field(max_length=MAX_OPTIONS)] | None = None
    attributes: AttributesIn | None = None
    seo: SeoIn | None = None
    category_ids: Categories | None = None


class StatusIn(RequestModel):
    """Where the product goes in its life."""

    status: ProductStatus


class StaffProductsQuery(PageQuery):
    """Filters of the staff's list; `q` is looked for in names, slugs, SKUs and barcodes."""

    q: ShortText = ""
    status: ProductStatus | None = None
    product_type_id: UUID | None = None
    category_id: Annotated[UUID, Field(description="With its whole subtree")] | None = None
    collection_id: UUID | None = None
    channel: ChannelCode | None = None
    vendor: ShortText = ""
    tag: ShortText = ""
    updated_since: QueryAt | None = None


def exact(values: dict[str, Any]) -> dict[str, object]:
    """Attribute values without floats: what the JSON text said, digit by digit."""
    return {code: repr(value) if isinstance(value, float) else value for code, value in values.items()}
