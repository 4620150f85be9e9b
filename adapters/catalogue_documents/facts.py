"""What documents are made of: plain data in the shape in which it is stored, gathered by each backend in its own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

#: Text by locale.
Texts = Mapping[str, str]


class Availability(Enum):
    """What a shopper is told about stock; soft holds of others are left out of account."""

    IN_STOCK = "in_stock"
    LOW_STOCK = "low_stock"
    BACKORDER = "backorder"
    OUT_OF_STOCK = "out_of_stock"

    @property
    def sellable(self) -> bool:
        return self is not Availability.OUT_OF_STOCK


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A storefront; empty `stock_locations` means every active one."""

    id: UUID
    currency: str
    locales: tuple[str, ...]
    stock_locations: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class NamedFacts:
    """A category or collection."""

    id: UUID
    slug: str
    name: Texts


@dataclass(frozen=True, slots=True)
class AttributeFacts:
    """The definition of an attribute; `choices` are labels by code."""

    code: str
    kind: str
    label: Texts
    filterable: bool
    unit: str
    choices: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class PriceFacts:
    """The price that counts now, in minor units; `prior` is the lowest of the 30 days before a reduction."""

    amount: int
    compare_at: int | None
    prior: int | None


@dataclass(frozen=True, slots=True)
class StockFacts:
    """One stock row: what is not promised to orders."""

    location_id: UUID
    available: int
    backorder: bool
    threshold: int | None


@dataclass(slots=True)
class VariantFacts:
    """An active variant. `prices` by channel; a variant without a price in a channel is not sold there."""

    id: UUID
    sku: str
    barcode: str | None
    option_values: Mapping[str, str]
    attribute_values: Mapping[str, Any]
    weight_grams: int
    dimensions: Mapping[str, int] | None
    requires_shipping: bool
    track_inventory: bool
    media_ids: Sequence[Any]
    prices: dict[UUID, PriceFacts] = field(default_factory=dict)
    stock: list[StockFacts] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """The window in which a channel shows the product; None is open on that side."""

    published_from: datetime | None
    published_until: datetime | None


@dataclass(slots=True)
class SoldProduct:
    """An active product with all that its documents show. `paths` are the categories from the root down, the main one first."""

    id: UUID
    slug: str
    name: Texts
    description: Texts
    vendor: str
    tags: Sequence[str]
    options: Sequence[Mapping[str, Any]]
    attribute_values: Mapping[str, Any]
    media: Sequence[Mapping[str, Any]]
    seo: Mapping[str, Texts]
    created_at: datetime
    product_type: NamedFacts | None = None
    publications: dict[UUID, PublicationFacts] = field(default_factory=dict)
    paths: list[tuple[NamedFacts, ...]] = field(default_factory=list)
    collections: list[NamedFacts] = field(default_factory=list)
    variants: list[VariantFacts] = field(default_factory=list)
    attributes: Mapping[str, AttributeFacts] = field(default_factory=dict)


def text_in(texts: Texts, locale: str, default: str) -> str:
    """The best text: the locale, its language, the default, anything."""
    for candidate in (locale, locale.split("-")[0], default, default.split("-")[0]):
        text = texts.get(candidate)
        if text:
            return text
    return next((text for text in texts.values() if text), "")


def availability_of(variant: VariantFacts, channel: ChannelFacts) -> Availability:
    """What the rows of the channel's locations add up to; the rows given are those of active locations."""
    if not variant.track_inventory:
        return Availability.IN_STOCK
    rows = [row for row in variant.stock if not channel.stock_locations or row.location_id in channel.stock_locations]
    available = sum(row.available for row in rows)
    if available > 0:
        thresholds = [row.threshold for row in rows if row.threshold is not None]
        return Availability.LOW_STOCK if thresholds and available <= sum(thresholds) else Availability.IN_STOCK
    return Availability.BACKORDER if any(row.backorder for row in rows) else Availability.OUT_OF_STOCK
