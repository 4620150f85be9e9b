"""Which tax holds where and when, against the real rates of the European Union."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.shared.address import Address
from domain.shared.errors import InvalidValue
from domain.shared.ids import TaxZoneId
from domain.shared.percentage import Percentage
from domain.tax.resolution import rules_for
from domain.tax.zone import TaxArea, TaxRate, TaxZone
from tests.support.shared_data import shared_data

NOW = datetime(2026, 1, 15, tzinfo=UTC)


def zone(name: str, area: TaxArea, *rates: TaxRate, shipping: str = "standard") -> TaxZone:
    return TaxZone(TaxZoneId(UUID(int=1)), name, (area,), rates, NOW, shipping_category=shipping)


def rate(percent: str, category: str = "standard", begins: date | None = None, ends: date | None = None) -> TaxRate:
    return TaxRate(category, f"VAT {percent} %", Percentage.of(percent), begins, ends)


def at(country: str, postal_code: str = "", region: str = "") -> Address:
    return Address("", (), "", country, postal_code, region)


def test_the_closest_zone_wins() -> None:
    zones = [
        zone("Spain", TaxArea("ES"), rate("21")),
        zone("Canaries", TaxArea("ES", postal_prefixes=("35", "38")), rate("0")),
        zone("California", TaxArea("US", "CA"), rate("7.25")),
    ]
    day = NOW.date()
    percents = [
        str(rules_for(zones, address, day).rate("standard").rate)
        for address in (at("ES", "28013"), at("ES", "35 001"), at("US", "94043", "CA"), at("US", "10001", "NY"), at("CH"))
    ]
    assert percents == ["21 %", "0 %", "7.25 %", "0 %", "0 %"]


def test_a_category_without_a_rate_is_taxed_as_standard() -> None:
    rules = rules_for([zone("Germany", TaxArea("DE"), rate("19"), rate("7", "books"))], at("DE"), NOW.date())
    assert [rules.rate(category).rate.basis for category in ("books", "toys")] == [70_000, 190_000]


def test_exempt_goods_are_not_taxed_unless_a_zone_says_so() -> None:
    zones = (zone("Germany", TaxArea("DE"), rate("19")), zone("France", TaxArea("FR"), rate("20"), rate("5.5", "exempt")))
    assert [rules_for(zones, at(country), NOW.date()).rate("exempt").rate.basis for country in ("DE", "FR")] == [0, 55_000]


def test_shipping_is_taxed_as_the_zone_says() -> None:
    rates = (rate("19"), rate("7", "reduced"))
    percents = [
        rules_for([zone("Germany", TaxArea("DE"), *rates, shipping=category)], at("DE"), NOW.date()).shipping_rate().rate.basis
        for category in ("standard", "reduced", "")
    ]
    assert percents == [190_000, 70_000, 0]


def test_rates_of_one_category_must_not_overlap_in_time() -> None:
    with pytest.raises(InvalidValue) as refusal:
        zone("Germany", TaxArea("DE"), rate("19"), rate("16", begins=date(2020, 7, 1), ends=date(2021, 1, 1)))
    assert refusal.value.field == "rates/1"


def dated(item: list[dict[str, Any]]) -> list[TaxRate]:
    """The standard rates of a country, newest first in the file, as rates that follow each other."""
    found, ends = [], None
    for period in item:
        begins = None if period["effective_from"].startswith("0000") else date.fromisoformat(period["effective_from"])
        found.append(rate(str(period["rates"]["standard"]), begins=begins, ends=ends))
        ends = begins
    return found


def test_the_real_rates_of_the_union_hold_from_their_days_on() -> None:
    items: dict[str, list[dict[str, Any]]] = json.loads(shared_data("reference/eu-vat-rates.json").read_text())["items"]
    zones = [zone(country, TaxArea(country), *dated(item)) for country, item in items.items()]
    checked = 0
    for country, item in items.items():
        for period in item:
            day = date(2000, 1, 1) if period["effective_from"].startswith("0000") else date.fromisoformat(period["effective_from"])
            found = rules_for(zones, at(country), day).rate("standard").rate
            assert found == Percentage.of(str(period["rates"]["standard"])), (country, day)
            checked += 1
    assert checked >= len(items) == 28


def test_real_exceptions_by_postal_code_are_closer_than_their_country() -> None:
    items: dict[str, list[dict[str, Any]]] = json.loads(shared_data("reference/eu-vat-rates.json").read_text())["items"]
    day, checked = NOW.date(), 0
    for country, item in items.items():
        for exception in item[0].get("exceptions", ()):
            prefixes = tuple(re.findall(r"\d{2,5}(?![\d}\]])", re.sub(r"\[.*?\]|\\d\{\d\}", " ", exception["postcode"])))
            if not prefixes or "standard" not in exception:
                continue
            zones = [
                zone(country, TaxArea(country), rate(str(item[0]["rates"]["standard"]))),
                zone(exception["name"], TaxArea(country, postal_prefixes=prefixes), rate(str(exception["standard"]))),
            ]
            code = prefixes[0].ljust(5, "1")
            assert rules_for(zones, at(country, code), day).rate("standard").rate == Percentage.of(str(exception["standard"]))
            checked += 1
    assert checked > 5
