"""The contract of Prices and PricedGoods."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.catalog.channel import Channel
from domain.catalog.product import Product
from domain.pricing.history import prior_price
from domain.pricing.price import Price, effective
from domain.shared.ids import PriceId, VariantId
from domain.shared.money import Money
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import Catalogue


@pytest.fixture
def catalogue(backend: BackendUnderTest) -> Catalogue:
    return Catalogue(backend)


class Book:
    """Sets prices of one variant in one channel."""

    def __init__(self, backend: BackendUnderTest, product: Product, channel: Channel) -> None:
        self.backend, self.product, self.channel = backend, product, channel
        self.variant = product.variants[0]

    def price(self, amount: int, **terms: object) -> Price:
        money = Money(amount, self.channel.currency)
        return Price(PriceId(self.backend.ids.new()), self.product.id, self.variant.id, self.channel.id, money, **terms)  # type: ignore[arg-type]  # terms of a price

    def put(self, *prices: Price) -> list[Price]:
        with self.backend.unit_of_work() as uow:
            changed: list[Price] = uow.prices.put(prices, self.backend.clock.now(), "ada")
            uow.commit()
        return changed

    def all(self) -> list[Price]:
        with self.backend.unit_of_work() as uow:
            found: list[Price] = uow.prices.of([self.variant.id], self.channel.id)
        return found


@pytest.fixture
def book(backend: BackendUnderTest, catalogue: Catalogue) -> Book:
    return Book(backend, catalogue.product("lamp", "LAMP"), catalogue.channel())


def test_the_regular_price_is_replaced_and_a_repeat_changes_nothing(book: Book) -> None:
    first = book.put(book.price(1999))
    assert book.put(book.price(1999)) == []
    second = book.put(book.price(1799, compare_at=Money(1999, book.channel.currency)))
    assert first[0].id == second[0].id
    assert [price.money.amount for price in book.all()] == [1799]


def test_scheduled_prices_stand_beside_the_regular_one(backend: BackendUnderTest, book: Book) -> None:
    now = backend.clock.now()
    sale = book.price(999, valid_from=now + timedelta(days=1), valid_until=now + timedelta(days=3))
    book.put(book.price(1999), sale)
    assert [price.valid_from for price in book.all()] == [None, sale.valid_from]
    for days, amount in ((0, 1999), (1, 999), (2, 999), (3, 1999)):
        counting = effective(book.all(), now + timedelta(days=days))
        assert counting is not None
        assert counting.money.amount == amount


def test_every_setting_stays_in_the_history(backend: BackendUnderTest, book: Book) -> None:
    book.put(book.price(1999))
    backend.clock.advance(timedelta(days=10))
    changed = book.put(book.price(1499))
    backend.clock.advance(timedelta(days=1))
    with backend.unit_of_work() as uow:
        assert [price.id for price in uow.prices.withdraw([changed[0].id], backend.clock.now())] == [changed[0].id]
        assert uow.prices.withdraw([changed[0].id], backend.clock.now()) == []
        uow.commit()
    with backend.unit_of_work() as uow:
        history = uow.prices.history(book.variant.id, book.channel.id)
    assert [(item.record.money.amount, item.recorded_by) for item in history] == [(1999, "ada"), (1499, "ada")]
    assert history[0].record.withdrawn_at == history[1].record.recorded_at
    assert history[1].record.withdrawn_at == backend.clock.now()
    assert book.all() == []


def test_the_lowest_price_of_thirty_days_is_found_again(backend: BackendUnderTest, book: Book) -> None:
    for amount, days in ((2000, 40), (1500, 10), (1800, 10)):
        book.put(book.price(amount))
        backend.clock.advance(timedelta(days=days))
    book.put(book.price(1600))
    with backend.unit_of_work() as uow:
        records = [item.record for item in uow.prices.history(book.variant.id, book.channel.id)]
    prior = prior_price(records, backend.clock.now())
    assert prior is not None
    assert prior.amount == 1500


def test_beginning_and_end_are_announced_once(backend: BackendUnderTest, book: Book) -> None:
    now = backend.clock.now()
    book.put(book.price(1999), book.price(999, valid_from=now + timedelta(hours=1), valid_until=now + timedelta(hours=2)))

    def announced() -> list[int]:
        with backend.unit_of_work() as uow:
            due = uow.prices.announce(backend.clock.now(), 10)
            uow.commit()
        return [price.money.amount for price in due]

    assert announced() == []
    for expected in ([999], [999], []):
        backend.clock.advance(timedelta(hours=1))
        assert announced() == expected
        assert announced() == []


def test_prices_go_with_their_product(backend: BackendUnderTest, book: Book) -> None:
    book.put(book.price(1999))
    with backend.unit_of_work() as uow:
        uow.products.remove(uow.products.get(book.product.id))
        uow.commit()
    assert book.all() == []


def test_goods_are_found_by_id_and_sku(backend: BackendUnderTest, book: Book) -> None:
    with backend.unit_of_work() as uow:
        by_id = uow.priced_goods.variants([book.variant.id, VariantId(backend.ids.new())])
        by_sku = uow.priced_goods.variants([], ["LAMP", "NONE"])
        channels = uow.priced_goods.channels()
    assert [item.sku for item in by_id] == ["LAMP"]
    assert by_id == by_sku
    assert channels[book.channel.id].currency == book.channel.currency


def test_a_thousand_prices_are_set_at_once(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    channel = catalogue.channel()
    products = [catalogue.product(f"p{number}", f"S{number}") for number in range(3)]
    books = [Book(backend, product, channel) for product in products]
    start = backend.clock.now()
    many = [book.price(100 + n, valid_from=start + timedelta(minutes=n)) for book in books for n in range(500)]
    assert len(books[0].put(*many)) == 1500
    assert books[0].put(*many) == []
