"""What shoppers get to see of the catalogue: for the API description; the documents themselves are kept ready."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field

from adapters.http_flask.schemas import Links, ListOut, MoneyOut, ResponseModel


class ImageOut(ResponseModel):
    """A picture."""

    url: str = Field(examples=["/media/linen-shirt.jpg"])
    alt: str


class LinkedOut(ResponseModel):
    """Something with links to where it leads."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    links_: Links = Field(alias="_links")


class ProductSummaryOut(LinkedOut):
    """A product as lists show it. `price` is the cheapest variant's, `price_to` the dearest one's."""

    id: UUID
    slug: str = Field(examples=["linen-shirt"])
    name: str = Field(examples=["Linen shirt"])
    vendor: str
    image: ImageOut | None
    price: MoneyOut
    price_to: MoneyOut
    compare_at: MoneyOut | None
    lowest_price_30_days: MoneyOut | None = Field(description="Of a reduced product: its lowest price in the 30 days before the reduction")
    availability: str = Field(description="`in_stock`, `low_stock`, `backorder` or `out_of_stock`", examples=["in_stock"])
    in_stock: bool = Field(description="Whether something can be ordered now, backorders included")
    variant_count: int
    default_variant_id: UUID


class FacetValueOut(ResponseModel):
    """`value` is what the filter takes, `count` how many products it would leave."""

    value: str
    label: str
    count: int


class AttributeFacetOut(ResponseModel):
    """An attribute or option; filter by `attribute=<code>:<value>`."""

    code: str
    label: str
    values: list[FacetValueOut]


class PriceRangeOut(ResponseModel):
    """The cheapest and dearest price in the list, null when it is empty."""

    lowest: MoneyOut | None
    highest: MoneyOut | None


class FacetsOut(ResponseModel):
    """Counts for the filtered list, each facet without its own filter. With `complete` false only the first part was counted."""

    categories: list[FacetValueOut]
    collections: list[FacetValueOut]
    vendors: list[FacetValueOut]
    tags: list[FacetValueOut]
    attributes: list[AttributeFacetOut]
    in_stock: int
    price: PriceRangeOut
    complete: bool


class ProductListOut(ListOut[ProductSummaryOut]):
    """A page of products; `facets` when they were asked for."""

    facets: FacetsOut | None = None


class NamedOut(ResponseModel):
    """A category or collection by slug."""

    slug: str
    name: str


class CodedOut(ResponseModel):
    """A product type by code."""

    code: str
    name: str


class SeoOut(ResponseModel):
    """For search engines."""

    title: str
    description: str


class MediaOut(ResponseModel):
    """A picture or film."""

    id: UUID
    url: str
    kind: str
    alt: str


class OptionValueOut(ResponseModel):
    """A value that some variant has."""

    code: str
    label: str


class OptionOut(ResponseModel):
    """A choice between variants."""

    code: str = Field(examples=["size"])
    name: str = Field(examples=["Size"])
    values: list[OptionValueOut]


class AttributeOut(ResponseModel):
    """`value` as stored (choice codes, numbers as text), `text` as read by people."""

    code: str
    label: str
    kind: str
    value: Any
    text: str
    unit: str


class VariantOut(ResponseModel):
    """What goes into a cart. `options` are value codes by option code."""

    id: UUID
    sku: str
    barcode: str | None
    name: str = Field(examples=["M / Red"])
    options: dict[str, str]
    price: MoneyOut
    compare_at: MoneyOut | None
    lowest_price_30_days: MoneyOut | None
    availability: str
    in_stock: bool
    attributes: list[AttributeOut]
    weight_grams: int
    dimensions: dict[str, int] | None
    requires_shipping: bool
    media_ids: list[UUID]


class ProductOut(ProductSummaryOut):
    """A product as its page shows it."""

    description: str = Field(description="Sanitized HTML")
    seo: SeoOut
    product_type: CodedOut | None
    tags: list[str]
    media: list[MediaOut]
    options: list[OptionOut]
    attributes: list[AttributeOut]
    breadcrumbs: list[NamedOut] = Field(description="The main category from the root down")
    categories: list[NamedOut]
    collections: list[NamedOut]
    variants: list[VariantOut]
    created_at: str


class CategoryNodeOut(LinkedOut):
    """A category with everything below it."""

    id: UUID
    slug: str
    name: str
    children: list["CategoryNodeOut"]


class CategoryOut(CategoryNodeOut):
    """A category with its place in the tree."""

    description: str
    seo: SeoOut
    breadcrumbs: list[NamedOut]


class CollectionOut(LinkedOut):
    """A collection; its products are a filtered list."""

    id: UUID
    slug: str
    name: str
    description: str
    seo: SeoOut
