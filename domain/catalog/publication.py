"""Where and when a product is shown, and its way from draft to archive."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from domain.shared.errors import InvalidValue
from domain.shared.ids import CategoryId, ChannelId, ProductId
from domain.shared.state_machine import StateMachine


class ProductStatus(Enum):
    """Only an active product is for sale; an archived one is kept for the records."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


PRODUCT_LIFE = StateMachine(
    "product",
    ProductStatus.DRAFT,
    {
        ProductStatus.DRAFT: frozenset({ProductStatus.ACTIVE, ProductStatus.ARCHIVED}),
        ProductStatus.ACTIVE: frozenset({ProductStatus.DRAFT, ProductStatus.ARCHIVED}),
        ProductStatus.ARCHIVED: frozenset({ProductStatus.DRAFT, ProductStatus.ACTIVE}),
    },
)


def checked_window(published_from: datetime | None, published_until: datetime | None) -> None:
    """Raises InvalidValue for a window that ends before it begins."""
    if published_from is not None and published_until is not None and published_until <= published_from:
        raise InvalidValue("published_until", "must be after published_from")


class Publication:
    """A product in a channel from `published_from` (None: always was) until before `published_until` (None: for ever)."""

    def __init__(
        self, product_id: ProductId, channel_id: ChannelId, published_from: datetime | None, published_until: datetime | None
    ) -> None:
        self.product_id = product_id
        self.channel_id = channel_id
        self.open_between(published_from, published_until)

    def open_between(self, published_from: datetime | None, published_until: datetime | None) -> None:
        checked_window(published_from, published_until)
        self.published_from = published_from
        self.published_until = published_until

    def is_open(self, now: datetime) -> bool:
        return (self.published_from is None or self.published_from <= now) and (self.published_until is None or now < self.published_until)


class Placement:
    """A product in a category."""

    def __init__(self, product_id: ProductId, category_id: CategoryId, position: int) -> None:
        self.product_id = product_id
        self.category_id = category_id
        #: The order in which the merchant named the categories; the first one makes the breadcrumbs.
        self.position = position
