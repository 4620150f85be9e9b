"""The contract of the tax and shipping repositories."""

from __future__ import annotations

from datetime import date

import pytest

from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.shared.ids import ChannelId, ShippingMethodId, ShippingZoneId, TaxCategoryId, TaxZoneId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shipping.method import RateKind, ShippingMethod, ShippingRate, WeightBand
from domain.shipping.zone import ShippingZone
from domain.tax.category import TaxCategory
from domain.tax.zone import TaxArea, TaxRate, TaxZone
from tests.contract.conftest import BackendUnderTest

VAT = TaxRate("standard", "MwSt", Percentage.of("19"), date(2021, 1, 1), None)


def a_tax_zone(backend: BackendUnderTest, name: str, *countries: str) -> TaxZone:
    areas = tuple(TaxArea(country) for country in countries)
    return TaxZone(TaxZoneId(backend.ids.new()), name, areas, (VAT,), backend.clock.now())


def a_shipping_zone(backend: BackendUnderTest, name: str, *countries: str) -> ShippingZone:
    return ShippingZone(ShippingZoneId(backend.ids.new()), name, countries, backend.clock.now())


def a_method(backend: BackendUnderTest) -> ShippingMethod:
    rate = ShippingRate(
        ChannelId(backend.ids.new()),
        RateKind.BY_WEIGHT,
        Money.of(0, "EUR"),
        Money.of(5000, "EUR"),
        (WeightBand(1000, Money.of(450, "EUR")), WeightBand(5000, Money.of(690, "EUR"))),
    )
    return ShippingMethod(ShippingMethodId(backend.ids.new()), "parcel", LocalizedText({"en": "Parcel"}), (rate,), 1, 3)


def test_a_tax_zone_is_read_back_with_its_areas_and_rates(backend: BackendUnderTest) -> None:
    zone = a_tax_zone(backend, "Germany", "DE")
    with backend.unit_of_work() as uow:
        uow.tax_zones.add(zone)
        uow.commit()
    with backend.unit_of_work() as uow:
        found = uow.tax_zones.get(zone.id)
    assert (found.areas, found.rates, found.shipping_category) == (zone.areas, (VAT,), "standard")


def test_tax_zones_are_found_by_country(backend: BackendUnderTest) -> None:
    with backend.unit_of_work() as uow:
        for zone in (a_tax_zone(backend, "Benelux", "BE", "NL"), a_tax_zone(backend, "Germany", "DE")):
            uow.tax_zones.add(zone)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [zone.name for zone in uow.tax_zones.for_country("NL")] == ["Benelux"]
        assert uow.tax_zones.for_country("FR") == []


def test_a_removed_tax_zone_is_gone(backend: BackendUnderTest) -> None:
    zone = a_tax_zone(backend, "Germany", "DE")
    with backend.unit_of_work() as uow:
        uow.tax_zones.add(zone)
        uow.commit()
    with backend.unit_of_work() as uow:
        uow.tax_zones.remove(uow.tax_zones.get(zone.id))
        uow.commit()
    with backend.unit_of_work() as uow, pytest.raises(EntityNotFound):
        uow.tax_zones.get(zone.id)


def test_tax_categories_are_unique_by_code(backend: BackendUnderTest) -> None:
    for attempt in range(2):
        with backend.unit_of_work() as uow:
            uow.tax_categories.add(TaxCategory(TaxCategoryId(backend.ids.new()), "books", "Books", backend.clock.now()))
            if attempt == 0:
                uow.commit()
                continue
            with pytest.raises(AlreadyExists):
                uow.commit()
    with backend.unit_of_work() as uow:
        assert [category.code for category in uow.tax_categories.all()] == ["books"]


def test_goods_may_name_the_tax_categories_there_are(backend: BackendUnderTest) -> None:
    with backend.unit_of_work() as uow:
        uow.tax_categories.add(TaxCategory(TaxCategoryId(backend.ids.new()), "books", "Books", backend.clock.now()))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.tax_categories.known(("books", "bokos", "standard", "exempt")) == {"books", "standard", "exempt"}
        assert uow.tax_categories.known(("standard",)) == {"standard"}
        assert uow.tax_categories.known(()) == frozenset()


def test_a_shipping_zone_is_read_back_with_its_methods(backend: BackendUnderTest) -> None:
    zone, method = a_shipping_zone(backend, "Germany", "DE"), a_method(backend)
    zone.put_method(method, backend.clock.now())
    with backend.unit_of_work() as uow:
        uow.shipping_zones.add(zone)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.shipping_zones.get(zone.id).methods == (method,)


def test_a_changed_method_is_kept(backend: BackendUnderTest) -> None:
    zone = a_shipping_zone(backend, "Germany", "DE")
    with backend.unit_of_work() as uow:
        uow.shipping_zones.add(zone)
        uow.commit()
    with backend.unit_of_work() as uow:
        uow.shipping_zones.get(zone.id).put_method(a_method(backend), backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        found = uow.shipping_zones.get(zone.id)
    assert ([method.code for method in found.methods], found.version) == (["parcel"], 2)


def test_the_rest_of_the_world_is_a_candidate_for_every_country(backend: BackendUnderTest) -> None:
    with backend.unit_of_work() as uow:
        for zone in (a_shipping_zone(backend, "Anywhere"), a_shipping_zone(backend, "Germany", "DE")):
            uow.shipping_zones.add(zone)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [zone.name for zone in uow.shipping_zones.for_country("DE")] == ["Anywhere", "Germany"]
        assert [zone.name for zone in uow.shipping_zones.for_country("JP")] == ["Anywhere"]
