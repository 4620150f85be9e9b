"""What a variant cost at any past instant, and the lowest price before a reduction (Directive 98/6/EC, article 6a)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.pricing.price import BEGINNING
from domain.shared.money import Money

#: The period of article 6a(2).
PRIOR_PERIOD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PriceRecord:
    """One setting of a price: it stood in the shop's books from `recorded_at` until `withdrawn_at` (None: it still does)."""

    money: Money
    compare_at: Money | None
    valid_from: datetime | None
    valid_until: datetime | None
    recorded_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def begins(self) -> datetime:
        return self.recorded_at if self.valid_from is None else max(self.recorded_at, self.valid_from)

    @property
    def ends(self) -> datetime | None:
        limits = [limit for limit in (self.withdrawn_at, self.valid_until) if limit is not None]
        return min(limits) if limits else None

    def covers(self, instant: datetime) -> bool:
        return self.begins <= instant and (self.ends is None or instant < self.ends)


@dataclass(frozen=True, slots=True)
class Period:
    """The effective price from `since` until the next period; None: there was no price."""

    since: datetime
    money: Money | None
    compare_at: Money | None


def price_at(records: Iterable[PriceRecord], instant: datetime) -> PriceRecord | None:
    """The record that counted at `instant`: of those covering it, the one whose validity began last."""
    covering = [record for record in records if record.covers(instant)]
    return max(covering, key=lambda record: (record.valid_from or BEGINNING, record.recorded_at), default=None)


def timeline(records: Sequence[PriceRecord], until: datetime) -> list[Period]:
    """The effective prices up to and including `until`, oldest first, neighbours different."""
    instants = sorted({i for record in records for i in (record.begins, record.ends) if i is not None and i <= until})
    periods: list[Period] = []
    for instant in instants:
        record = price_at(records, instant)
        period = Period(instant, record.money if record else None, record.compare_at if record else None)
        if not periods or (periods[-1].money, periods[-1].compare_at) != (period.money, period.compare_at):
            periods.append(period)
    return periods


def lowest_between(periods: Sequence[Period], since: datetime, before: datetime) -> Money | None:
    """The lowest effective price in [since, before); None when there was none."""
    amounts = [
        period.money
        for index, period in enumerate(periods)
        if period.money is not None and period.since < before and (index + 1 == len(periods) or periods[index + 1].since > since)
    ]
    return min(amounts, key=lambda money: money.amount, default=None)


def prior_price(records: Sequence[PriceRecord], now: datetime) -> Money | None:
    """The price to show beside a reduced one: the lowest of the 30 days before the present reduction began.

    None when the present price is no reduction: nothing is announced by a compare-at price and the price before was not higher,
    or there was none. A shorter past counts as a whole. Steps of a progressive reduction each count anew (the stricter reading
    of article 6a(5), which leaves the easier one to member states).
    """
    periods = timeline(records, now)
    if not periods or periods[-1].money is None:
        return None
    current = periods[-1].money
    # A change of the compare-at price alone is no new price: go back to when the amount began.
    first = len(periods) - 1
    while first > 0 and periods[first - 1].money == current:
        first -= 1
    began = periods[first].since
    before = periods[first - 1].money if first > 0 else None
    announced = periods[-1].compare_at is not None
    if not announced and (before is None or before.amount <= current.amount):
        return None
    return lowest_between(periods, began - PRIOR_PERIOD, began)
