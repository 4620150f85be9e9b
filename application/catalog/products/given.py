"""What staff say about a product and its variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from application.pricing.set_prices import PriceTerms
from domain.catalog.media import Media, MediaKind
from domain.catalog.options import ProductOption
from domain.catalog.slug import slugified
from domain.catalog.variant import MAX_SKU, Dimensions
from domain.shared.ids import MediaId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class GivenVariant:
    """Without `sku` one is made of the product's slug and the option values."""

    sku: str | None = None
    option_values: Mapping[str, str] = field(default_factory=dict)
    barcode: str | None = None
    weight_grams: int = 0
    dimensions: Dimensions | None = None
    requires_shipping: bool = True
    tax_category: str = "standard"
    track_inventory: bool = True
    active: bool = True
    attributes: Mapping[str, object] = field(default_factory=dict)
    media_ids: tuple[MediaId, ...] = ()
    prices: tuple[PriceTerms, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GivenMedia:
    """A picture or film; one without `id` is new."""

    url: str
    kind: MediaKind = MediaKind.IMAGE
    alt: LocalizedText = field(default_factory=lambda: LocalizedText({}))
    id: MediaId | None = None


@dataclass(frozen=True, kw_only=True)
class GivenPublication:
    """A channel by code, and the window in which the product is shown there."""

    channel: str
    published_from: datetime | None = None
    published_until: datetime | None = None


def made_sku(slug: str, options: Sequence[ProductOption], chosen: Mapping[str, str]) -> str:
    """`LINEN-SHIRT-BLUE-M`."""
    parts = [slug, *(slugified(chosen[option.code]) for option in options if option.code in chosen)]
    return "-".join(part for part in parts if part).upper()[:MAX_SKU].rstrip("-")


def as_media(given: GivenMedia, new_id: MediaId) -> Media:
    return Media(given.id or new_id, given.url, given.kind, given.alt)
