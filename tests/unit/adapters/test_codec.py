"""The codec: what goes into JSON comes out as it was, types included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from adapters.codec import decode, encode, encoded_json, from_json, to_json
from domain.shared.ids import VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    variant_id: VariantId
    price: Money | None
    note: str | None = None


@dataclass(frozen=True)
class Whole:
    name: LocalizedText
    parts: tuple[Part, ...]
    rate: Percentage
    at: datetime
    on: date
    exact: Decimal
    colour: Colour
    by_key: dict[str, Money]
    ids: tuple[UUID, ...]
    free: dict[str, Any]


def a_whole() -> Whole:
    return Whole(
        name=LocalizedText({"en": "Shirt", "de": "Hemd"}),
        parts=(Part(VariantId(uuid4()), Money.of(1999, "EUR")), Part(VariantId(uuid4()), None, "gift")),
        rate=Percentage.of("8.875"),
        at=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
        on=date(2026, 1, 2),
        exact=Decimal("1.10"),
        colour=Colour.RED,
        by_key={"total": Money.of(5, "JPY")},
        ids=(uuid4(),),
        free={"anything": [1, "two", None]},
    )


def test_a_nested_value_survives_the_trip_through_json() -> None:
    whole = a_whole()
    assert decode(Whole, from_json(to_json(encode(whole)))) == whole


def test_a_tuple_of_texts_comes_back_as_a_tuple() -> None:
    assert decode(tuple[str, ...], ["en", "de"]) == ("en", "de")


def test_the_quick_way_to_json_says_the_same() -> None:
    values = (a_whole(), {}, (), {"exact": Decimal("1.20"), "on": date(2026, 1, 2), "several": ("a", "b")}, LocalizedText({"de": "Öl"}))
    for value in values:
        assert encoded_json(value) == to_json(encode(value))
