"""What was paid when, against a second way of finding out; and the lowest price before a reduction."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.pricing.history import PRIOR_PERIOD, PriceRecord, lowest_between, price_at, prior_price, timeline
from domain.pricing.price import Price, effective
from domain.shared.ids import ChannelId, PriceId, ProductId, VariantId
from domain.shared.money import Money

START = datetime(2026, 1, 1, tzinfo=UTC)
KEY = UUID(int=1)


def at(days: float) -> datetime:
    return START + timedelta(days=days)


def euro(amount: int) -> Money:
    return Money.of(amount, "EUR")


def record(amount: int, recorded: float, withdrawn: float | None = None, **terms: object) -> PriceRecord:
    gone = None if withdrawn is None else at(withdrawn)
    defaults: dict[str, object] = {"compare_at": None, "valid_from": None, "valid_until": None}
    return PriceRecord(euro(amount), recorded_at=at(recorded), withdrawn_at=gone, **(defaults | terms))  # type: ignore[arg-type]  # terms of a price


@st.composite
def books(draw: st.DrawFn) -> list[tuple[int, Price | None, datetime | None]]:
    """Settings over time: at day d a price is put, or (price None) the one that begins at the instant is withdrawn."""
    actions = []
    for day in sorted(draw(st.lists(st.integers(0, 30), min_size=1, max_size=10, unique=True))):
        begins = draw(st.none() | st.integers(0, 40).map(at))
        length = draw(st.none() | st.integers(1, 15))
        ends = None if begins is None or length is None else begins + timedelta(days=length)
        price = Price(PriceId(KEY), ProductId(KEY), VariantId(KEY), ChannelId(KEY), euro(draw(st.integers(1, 9))), None, begins, ends)
        actions.append((day, draw(st.sampled_from([price, price, None])), begins))
    return actions


def standing(actions: list[tuple[int, Price | None, datetime | None]], day: int) -> list[Price]:
    """The prices in the books at the end of `day`."""
    book: dict[datetime | None, Price] = {}
    for when, price, begins in actions:
        if when <= day:
            if price is None:
                book.pop(begins, None)
            else:
                book[begins] = price
    return list(book.values())


def recorded(actions: list[tuple[int, Price | None, datetime | None]]) -> list[PriceRecord]:
    records: list[PriceRecord] = []
    current: dict[datetime | None, int] = {}
    for day, price, begins in actions:
        if begins in current:
            old = records[current.pop(begins)]
            records[records.index(old)] = PriceRecord(old.money, None, old.valid_from, old.valid_until, old.recorded_at, at(day))
        if price is not None:
            current[begins] = len(records)
            records.append(PriceRecord(price.money, None, price.valid_from, price.valid_until, at(day)))
    return records


@given(books())
def test_the_records_tell_what_counted_on_every_day(actions: list[tuple[int, Price | None, datetime | None]]) -> None:
    records = recorded(actions)
    for day in range(45):
        counted = effective(standing(actions, day), at(day))
        found = price_at(records, at(day))
        assert (found.money if found else None) == (counted.money if counted else None)


@given(books(), st.integers(0, 40), st.integers(1, 20))
def test_the_lowest_price_of_a_time_is_the_lowest_of_its_days(
    actions: list[tuple[int, Price | None, datetime | None]], first: int, length: int
) -> None:
    days = range(first, first + length)
    paid = [counted.money.amount for day in days if (counted := effective(standing(actions, day), at(day))) is not None]
    lowest = lowest_between(timeline(recorded(actions), at(100)), at(first), at(first + length))
    assert (lowest.amount if lowest else None) == min(paid, default=None)


def test_without_a_reduction_there_is_no_prior_price() -> None:
    assert prior_price([], at(1)) is None
    assert prior_price([record(1000, 0)], at(10)) is None
    assert prior_price([record(1000, 0, 5), record(1200, 5)], at(10)) is None


def test_the_prior_price_is_the_lowest_of_the_thirty_days_before_the_reduction() -> None:
    records = [record(2000, 0, 40), record(1500, 40, 50), record(1800, 50, 60), record(1600, 60)]
    assert prior_price(records, at(61)) == euro(1500)
    later = [*records[:3], record(1800, 60, 95), record(1600, 95)]
    assert prior_price(later, at(96)) == euro(1800)


def test_a_price_older_than_thirty_days_counts_while_it_lasted_into_them() -> None:
    records = [record(900, 0, 20), record(2000, 20, 49), record(1500, 49)]
    assert prior_price(records, at(49)) == euro(900)
    assert prior_price([record(900, 0, 18), record(2000, 18, 49), record(1500, 49)], at(49)) == euro(2000)


def test_a_scheduled_sale_compares_with_the_time_before_it_began() -> None:
    sale = {"valid_from": at(40), "valid_until": at(50), "compare_at": euro(3000)}
    records = [record(2000, 0), record(1500, 1, **sale)]
    assert prior_price(records, at(39)) is None
    assert prior_price(records, at(45)) == euro(2000)
    assert prior_price(records, at(50)) is None


def test_a_new_compare_at_price_does_not_start_the_reduction_anew() -> None:
    records = [record(2000, 0, 40), record(1500, 40, 45), record(1500, 45, compare_at=euro(2500))]
    assert prior_price(records, at(46)) == euro(2000)


def test_a_price_announced_as_reduced_from_its_first_day_has_no_prior_price() -> None:
    assert prior_price([record(1500, 0, compare_at=euro(2500))], at(1)) is None


def test_the_period_is_thirty_days() -> None:
    assert timedelta(days=30) == PRIOR_PERIOD
