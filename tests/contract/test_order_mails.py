"""From an order to the buyer's letter box on every backend: whom, in which language, and amounts that are the order's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import pytest

from adapters.clock import AdjustableClock
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.memory.queue import MemoryWorker
from adapters.notifications.order_mails import ArchivedOrdersForMail
from adapters.settings import Settings
from application.notifications.ports import Mail
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.fulfil_order import FulfilOrder
from application.orders.ports import OrderArchive, OrderDetail
from application.orders.refund_order import RefundOrder
from bootstrap import Backend, Overrides, build
from domain.notifications.content import ContentTotals
from domain.orders.order import Tracking
from domain.shared.errors import InvalidValue
from domain.shared.ids import OrderId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from tests.support.shop import STAFF, ShopUnderTest


@dataclass
class House:
    shop: ShopUnderTest
    letters: MemoryMailTransport

    @property
    def mails(self) -> list[Mail]:
        """Everything that has arrived once the worker has nothing left to do."""
        MemoryWorker(self.shop.app).drain()
        return self.letters.mails

    def totals(self, order_id: OrderId) -> ContentTotals:
        archive = self.shop.handler("show", "orders").archive
        facts = ArchivedOrdersForMail(archive, self.shop.backend.unit_of_work, lambda token: token, lambda method, locale: "")
        return facts.of(order_id).content.totals


@dataclass
class Kept:
    """An archive of one order."""

    detail: OrderDetail

    def by_id(self, order_id: OrderId) -> OrderDetail:
        assert self.detail.order.id == order_id
        return self.detail


@pytest.fixture(params=["memory", "postgres"])
def house(request: pytest.FixtureRequest, clock: AdjustableClock) -> Iterator[House]:
    memory = request.param == "memory"
    settings: Settings = request.getfixturevalue("settings" if memory else "real_settings")
    letters = MemoryMailTransport()
    app = build(settings, Backend.MEMORY if memory else Backend.REAL, Overrides(clock=clock, mails=letters))
    yield House(ShopUnderTest(app, clock), letters)
    app.close()


def test_the_buyer_gets_one_confirmation_with_a_link_to_the_order(house: House) -> None:
    shop = house.shop.open()
    order = shop.ordered({shop.item("MUG", 1999): 2}).order
    [mail] = house.mails
    assert (mail.recipient, order.number in mail.subject) == ("ada@example.com", True)
    assert f"/orders/{order.token}" in mail.text
    assert f"/orders/{order.token}" in mail.html
    assert len(house.mails) == 1


@pytest.mark.parametrize("included", [True, False])
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD"])
def test_the_amounts_of_the_mail_add_up_to_the_orders_total(house: House, included: bool, currency: str) -> None:
    shop = house.shop.open(prices_include_tax=included, currency=currency)
    goods = {shop.item("MUG", 1999): 3, shop.item("BOOK", 1501, tax_category="reduced"): 2}
    order = shop.ordered(goods).order
    totals = house.totals(order.id)
    parts = [totals.subtotal, totals.discount, totals.delivery or Money.of(0, currency)]
    if not included:
        parts += [tax.amount for tax in totals.taxes]
    assert Money.sum(parts, order.currency) == totals.total == order.terms.total
    assert len(house.mails) == 1


def test_whoever_transfers_is_told_the_account(clock: AdjustableClock, settings: Settings) -> None:
    letters = MemoryMailTransport()
    app = build(settings.model_copy(update={"bank_account": "DE02 1203"}), Backend.MEMORY, Overrides(clock=clock, mails=letters))
    house = House(ShopUnderTest(app, clock).open(), letters)
    mug = house.shop.item("MUG", 1999)
    house.shop.ordered({mug: 1}, card=None, payment_method="bank_transfer")
    house.shop.ordered({mug: 1})
    transfer, card = house.mails
    assert "Account: DE02 1203" in transfer.text
    assert "DE02" not in card.text
    assert "No money moves" not in card.text


def test_a_german_buyer_reads_german(house: House) -> None:
    shop = house.shop.open(locales=("de", "en"))
    shop.ordered({shop.item("MUG", 1999): 1})
    [mail] = house.mails
    assert "Bestellung" in mail.subject
    assert "Mug (de)" in mail.text
    assert "19,99" in mail.text


def test_a_parcel_is_announced(house: House) -> None:
    shop = house.shop.open()
    order = shop.ordered({shop.item("MUG"): 2, shop.item("BOOK"): 1}).order
    mug = next(line for line in order.lines if line.sku == "MUG")
    shop.app.orders.fulfil(FulfilOrder(actor=STAFF, number=order.number, lines={mug.id: 1}, tracking=Tracking("DHL", "JD01")))
    confirmation, shipped = house.mails
    assert "1 × Mug" in shipped.text
    assert "Book" not in shipped.text
    assert "DHL JD01" in shipped.text
    assert confirmation.id != shipped.id


def test_variants_are_told_apart_in_a_parcel(house: House) -> None:
    shop = house.shop.open()
    order = shop.ordered({shop.item("MUG"): 1}).order
    shipped = shop.app.orders.fulfil(FulfilOrder(actor=STAFF, number=order.number))
    line = shipped.order.lines[0]
    line.item = replace(line.item, variant_name=LocalizedText({"en": "Blue"}))
    facts = ArchivedOrdersForMail(
        cast("OrderArchive", Kept(shipped)), shop.backend.unit_of_work, lambda token: token, lambda method, locale: ""
    )
    parcel = facts.of(order.id, shipped.order.shipments[0].id).content.parcel
    assert parcel is not None
    assert parcel.lines == (("Mug (Blue)", 1),)


def test_a_cancellation_is_told_without_the_shops_reason(house: House) -> None:
    shop = house.shop.open()
    order = shop.ordered({shop.item("MUG"): 1}).order
    shop.app.orders.cancel(CancelOrder(actor=STAFF, number=order.number, reason="looks like fraud"))
    cancelled = house.mails[-1]
    assert "cancelled" in cancelled.subject
    assert "fraud" not in cancelled.text + cancelled.html


def test_a_refund_is_told_with_its_amount(house: House) -> None:
    shop = house.shop.open()
    order = shop.ordered({shop.item("MUG", 1999): 1}).order
    shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=order.number))
    shop.app.orders.refund(RefundOrder(actor=STAFF, number=order.number, amount=Money.of(500, "EUR")))
    assert "€5.00" in house.mails[-1].text
    assert "Refund" in house.mails[-1].subject


def test_every_order_gets_its_own_mail(house: House) -> None:
    shop = house.shop.open()
    mug = shop.item("MUG")
    numbers = {shop.ordered({mug: 1}).order.number for _ in range(5)}
    subjects = [mail.subject for mail in house.mails]
    assert len(subjects) == 5
    assert all(any(number in subject for subject in subjects) for number in numbers)


def test_an_amount_of_nothing_is_not_everything(house: House) -> None:
    shop = house.shop.open()
    number = shop.ordered({shop.item("MUG", 1999): 1}).order.number
    with pytest.raises(InvalidValue):
        shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=number, amount=Money.of(0, "EUR")))
    shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=number))
    with pytest.raises(InvalidValue):
        shop.app.orders.refund(RefundOrder(actor=STAFF, number=number, amount=Money.of(0, "EUR")))
    assert shop.order(number).payments[0].refunded == 0
