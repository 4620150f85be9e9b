"""A price of a variant in a channel, for always or for a time.

Prices may overlap, and the rule is one sentence: of the prices that are valid at an instant, the one that began last counts. The
regular price has no beginning, so every scheduled price beats it while it lasts, and a day's sale inside a season's sale works.
Two prices of a variant and channel that begin at the same instant would be ambiguous: setting the second replaces the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId, PriceId, ProductId, VariantId
from domain.shared.money import Money

#: Minor units; more is a typing error, not a price.
MAX_AMOUNT = 10**13
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Price:
    """Valid from `valid_from` (None: the regular price) until before `valid_until` (None: for ever)."""

    id: PriceId
    product_id: ProductId
    variant_id: VariantId
    channel_id: ChannelId
    money: Money
    compare_at: Money | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def check(self, where: str = "") -> None:
        """Raise InvalidValue or CurrencyMismatch with a field below `where`."""
        if not 0 <= self.money.amount <= MAX_AMOUNT:
            raise InvalidValue(f"{where}price", f"must be 0 to {MAX_AMOUNT} minor units")
        if self.compare_at is not None and self.compare_at <= self.money:
            raise InvalidValue(f"{where}compare_at", "must be higher than the price")
        if self.compare_at is not None and self.compare_at.amount > MAX_AMOUNT:
            raise InvalidValue(f"{where}compare_at", f"must be at most {MAX_AMOUNT} minor units")
        if self.valid_from is None and self.valid_until is not None:
            raise InvalidValue(f"{where}valid_until", "the regular price has no end; give valid_from as well")
        if self.valid_from is not None and self.valid_until is not None and self.valid_until <= self.valid_from:
            raise InvalidValue(f"{where}valid_until", "must be after valid_from")

    def is_valid(self, now: datetime) -> bool:
        return (self.valid_from is None or self.valid_from <= now) and (self.valid_until is None or now < self.valid_until)


def effective(prices: Iterable[Price], now: datetime) -> Price | None:
    """The price that counts at `now` among the prices of one variant and channel; None when there is none."""
    valid = [price for price in prices if price.is_valid(now)]
    return max(valid, key=lambda price: price.valid_from or BEGINNING, default=None)
