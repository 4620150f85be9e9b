"""What comes out goes in again and comes out the same, byte for byte."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.security.html import Nh3HtmlSanitizer
from application.catalog.imports.ports import WantedStock
from domain.catalog.media import Media
from domain.catalog.options import OptionValue, ProductOption
from domain.catalog.product import Product
from domain.catalog.publication import ProductStatus
from domain.catalog.texts import Seo
from domain.catalog.variant import VariantDetails
from domain.pricing.price import Price
from domain.shared.ids import MediaId, PriceId, ProductId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogues import CatalogueDesk, desk_in_memory

#: Everything PostgreSQL can store as text.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
NAME = TEXT.filter(lambda text: text.strip() != "")
SLUG = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
SKU = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)
URL = st.builds("https://example.com/{}.jpg".format, st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=12))
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD"])


def variant(with_options: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "sku": SKU,
            "amount": st.none() | st.integers(0, 10**9),
            "dearer": st.none() | st.integers(1, 10**6),
            "count": st.none() | st.integers(0, 10**6),
            "backorder": st.booleans(),
            "grams": st.integers(0, 10**6),
            "tracked": st.booleans(),
            "ships": st.booleans(),
            "tax": st.sampled_from(["standard", "reduced", "exempt"]),
            "labels": st.tuples(*[NAME] * with_options),
            "pictured": st.booleans(),
        }
    )


@st.composite
def product(draw: st.DrawFn) -> dict[str, Any]:
    options = draw(st.integers(0, 4))
    return {
        "slug": draw(SLUG),
        "name": draw(NAME),
        "html": draw(TEXT | st.builds("<p>{}</p><ul><li>{}</ul>".format, TEXT, TEXT)),
        "vendor": draw(TEXT),
        "tags": draw(st.lists(NAME, max_size=4)),
        "status": draw(st.sampled_from(ProductStatus)),
        "published": draw(st.booleans()),
        "seo": (draw(TEXT), draw(TEXT)),
        "media": draw(st.lists(st.tuples(URL, TEXT), max_size=3, unique_by=lambda item: item[0])),
        "options": draw(st.lists(NAME, min_size=options, max_size=options)),
        "variants": draw(st.lists(variant(options), min_size=1, max_size=4 if options else 1)),
    }


CATALOGUE = st.lists(product(), max_size=4, unique_by=lambda item: item["slug"])


def shop_in_memory(currency: str) -> CatalogueDesk:
    desk = desk_in_memory()
    desk.open_shop(currency)
    return desk


class Stocked:
    """Puts generated products into a shop by the domain, as staff would."""

    def __init__(self, desk: CatalogueDesk) -> None:
        self.desk, self.backend, self.skus = desk, desk.backend, set()

    def put(self, given: dict[str, Any]) -> None:
        now, ids = self.backend.clock.now(), self.backend.ids
        with self.backend.unit_of_work() as uow:
            (channel,) = uow.channels.all()
            made = self._product(given, now, ids)
            prices, stock = [], {}
            for item in given["variants"]:
                if item["sku"].casefold() in self.skus:
                    continue
                details = self._details(item, made)
                if any(dict(v.option_values) == dict(details.option_values) for v in made.variants):
                    continue
                self.skus.add(item["sku"].casefold())
                added = made.add_variant(now, VariantId(ids.new()), details)
                if item["amount"] is not None:
                    money = Money(item["amount"], channel.currency)
                    higher = None if item["dearer"] is None else money + Money(item["dearer"], channel.currency)
                    prices.append(Price(PriceId(ids.new()), made.id, added.id, channel.id, money, higher))
                if item["count"] is not None:
                    stock[added.id] = WantedStock(item["count"], item["backorder"])
            if not made.variants:
                return
            if given["status"] is not ProductStatus.DRAFT:
                made.advance(now, given["status"])
            if given["published"]:
                made.publish(now, channel.id, None, None)
            uow.products.add(made)
            uow.products.claim_slug(made, now)
            uow.prices.put(prices, now, "test")
            uow.imported_stock.put(uow.imported_stock.default_location(()), stock, now, "test", "test")
            uow.commit()

    def _product(self, given: dict[str, Any], now: Any, ids: Uuid7Ids) -> Product:
        def text(value: str) -> LocalizedText:
            return LocalizedText({"en": value})

        options = []
        for number, name in enumerate(given["options"]):
            labels = dict.fromkeys(item["labels"][number] for item in given["variants"])
            values = tuple(OptionValue(f"v{index}", text(label)) for index, label in enumerate(labels))
            options.append(ProductOption(f"o{number}", text(name), values))
        return Product(
            ProductId(ids.new()),
            text(given["name"]),
            given["slug"],
            now,
            description=text(Nh3HtmlSanitizer().clean(given["html"])),
            vendor=given["vendor"],
            tags=given["tags"],
            options=options,
            media=tuple(Media(MediaId(ids.new()), url, alt=text(alt)) for url, alt in given["media"]),
            seo=Seo(text(given["seo"][0]), text(given["seo"][1])),
        )

    def _details(self, item: dict[str, Any], made: Product) -> VariantDetails:
        chosen = {}
        for option, label in zip(made.options, item["labels"], strict=True):
            chosen[option.code] = next(value.code for value in option.values if value.label.get("en") == label)
        return VariantDetails(
            item["sku"],
            chosen,
            weight_grams=item["grams"],
            requires_shipping=item["ships"],
            tax_category=item["tax"],
            track_inventory=item["tracked"],
            media_ids=tuple(media.id for media in made.media[:1]) if item["pictured"] else (),
        )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(currency=CURRENCIES, catalogue=CATALOGUE)
def test_any_catalogue_comes_back_byte_for_byte(currency: str, catalogue: list[dict[str, Any]]) -> None:
    full, empty = shop_in_memory(currency), shop_in_memory(currency)
    stocked = Stocked(full)
    for item in catalogue:
        stocked.put(item)
    first = full.exported()
    record = empty.imported(first)
    assert (record.counts.refused, record.counts.errors) == (0, 0), empty.report(record)
    assert empty.exported() == first
    again = empty.imported(first)
    assert (again.counts.created, again.counts.updated) == (0, 0)


def test_the_same_on_postgres(database_url: str, request: pytest.FixtureRequest, make_desk: Callable[[], CatalogueDesk]) -> None:
    desk = make_desk()
    source = shop_in_memory("EUR")
    stocked = Stocked(source)
    for number in range(30):
        stocked.put(
            {
                "slug": f"product-{number}",
                "name": f'Näme "{number}", with\tall\\sorts\nof text',
                "html": "<p>a &amp; b</p>\r\n<p>\\N</p>",
                "vendor": "\\.",
                "tags": ['say "hi"', "back\\slash", "{braces}", "NULL"],
                "status": ProductStatus.ACTIVE,
                "published": True,
                "seo": ("\\N", "tab\there"),
                "media": [("https://example.com/a.jpg", "alt, text"), ("https://example.com/b.jpg", "")],
                "options": ["Size"],
                "variants": [
                    {
                        "sku": f"SKU\\{number}-{size}",
                        "amount": 1000 + number,
                        "dearer": None,
                        "count": number,
                        "backorder": number % 2 == 0,
                        "grams": 5,
                        "tracked": True,
                        "ships": True,
                        "tax": "reduced",
                        "labels": (size,),
                        "pictured": True,
                    }
                    for size in ("S", "M")
                ],
            }
        )
    first = source.exported()
    record = desk.imported(first)
    assert (record.counts.created, record.counts.errors) == (30, 0)
    assert desk.exported() == first
    assert desk.imported(first).counts.unchanged == 30


@pytest.fixture
def make_desk(request: pytest.FixtureRequest, database_url: str, clock: AdjustableClock) -> Callable[[], CatalogueDesk]:
    """A shop in PostgreSQL."""
    from adapters.persistence.engine import read_engine, write_engine
    from adapters.persistence.mappings import start_mappers
    from adapters.persistence.outbox.idempotency import SqlIdempotentExecution
    from adapters.persistence.reads import SqlReads
    from adapters.persistence.unit_of_work import SqlBackend
    from adapters.persistence.unit_of_work import unit_of_work_factory as sql_units

    def make() -> CatalogueDesk:
        start_mappers()
        engine = write_engine(database_url)
        request.addfinalizer(engine.dispose)
        sql, reads = SqlBackend(engine, clock, Uuid7Ids()), read_engine(engine)
        backend = BackendUnderTest(
            "postgres", sql_units(sql), SqlIdempotentExecution(sql), clock, Uuid7Ids(), sql=sql, reads=SqlReads(reads, reads)
        )
        desk = CatalogueDesk(backend)
        desk.open_shop()
        return desk

    return make
