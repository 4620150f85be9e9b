"""A buyer places the order: prepare under lock, pay outside any transaction, finish once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.ports import Buyer
from application.checkout.paying import Paying
from application.checkout.ports import CheckoutUnitOfWork
from application.checkout.quotation import WorkedOut, work_out
from application.checkout.rules import CheckoutRules
from application.checkout.signed_in import buyer_of, cart_of
from application.checkout.views import Placement, PlacementStatus
from application.payments.ports import PaymentMethods
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.cart import Cart
from domain.checkout.checkout import Checkout
from domain.checkout.errors import CartIsEmpty, ItemNotForSale, TotalChanged
from domain.checkout.states import CheckoutState
from domain.payments.payment import Payment
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId, PaymentId
from domain.shared.money import CurrencyMismatch, Money


@dataclass(frozen=True, kw_only=True)
class PlaceOrder:
    """`account_id` is who is signed in. `expected_total` is what the buyer was shown: on any difference nothing is done
    and TotalChanged tells the new one."""

    token: str
    account_id: AccountId | None = None
    expected_total: Money | None = None


@dataclass(frozen=True)
class Prepared:
    """What phase one leaves behind: an order that exists already, or a payment to go on with."""

    placed: Placement | None = None
    payment: Payment | None = None
    fresh: bool = False


@dataclass(frozen=True)
class PlaceOrderHandler:
    """Calling again is how a crashed attempt resumes; an order that exists is answered again."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CheckoutUnitOfWork]
    clock: Clock
    ids: Ids
    methods: PaymentMethods
    rules: CheckoutRules
    paying: Paying

    def __call__(self, command: PlaceOrder) -> Placement:
        prepared = self._prepare(command)
        if prepared.payment is None:
            return _existing(prepared)
        return self.paying.pay(prepared.payment, fresh=prepared.fresh)

    def _prepare(self, command: PlaceOrder) -> Prepared:
        """Phase one, one transaction: freeze the quote, hold the stock, write down the intent to pay."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            cart = cart_of(uow, command.token, command.account_id)
            # One that nobody has filled in yet: what is missing is found out like ever.
            checkout = uow.checkouts.locked(cart.id) or Checkout(cart.id, now)
            buyer = buyer_of(uow, cart, checkout, command.account_id, now, fill_in=False)
            if checkout.state in (CheckoutState.PLACING, CheckoutState.PLACED):
                return self._resumed(uow, checkout)
            worked = self._worked_out(uow, cart, checkout, command, now, buyer)
            payment = self._intend(cart, checkout, worked, now)
            self._hold_stock(uow, cart, worked, now)
            uow.payments.add(payment)
            uow.commit()
        return Prepared(payment=payment, fresh=True)

    @staticmethod
    def _resumed(uow: CheckoutUnitOfWork, checkout: Checkout) -> Prepared:
        if checkout.payment_id is None:
            raise EntityNotFound("payment", str(checkout.id))
        if checkout.state is CheckoutState.PLACING:
            return Prepared(payment=uow.payments.get(checkout.payment_id))
        order = uow.orders.find_by_cart(checkout.cart_id)
        return Prepared(placed=Placement(PlacementStatus.PLACED, checkout.payment_id, order))

    @staticmethod
    def _worked_out(
        uow: CheckoutUnitOfWork, cart: Cart, checkout: Checkout, command: PlaceOrder, now: datetime, buyer: Buyer | None
    ) -> WorkedOut:
        if not cart.lines:
            raise CartIsEmpty
        worked = work_out(uow, cart, checkout, now, buyer)
        if worked.not_for_sale:
            raise ItemNotForSale(worked.not_for_sale[0])
        expected, total = command.expected_total, worked.quote.total
        if expected is not None and expected.currency != total.currency:
            raise CurrencyMismatch(total.currency.code, expected.currency.code, "expected_total/currency")
        if expected is not None and expected != total:
            raise TotalChanged(expected.amount, total.amount, total.currency.code)
        return worked

    def _intend(self, cart: Cart, checkout: Checkout, worked: WorkedOut, now: datetime) -> Payment:
        payment_id = PaymentId(self.ids.new())
        instrument = checkout.instrument
        checkout.begin_placing(worked.quote, payment_id, now)
        method = checkout.payment_method or "free"
        gateway = self.methods.gateway_of(method).code
        return Payment(payment_id, cart.id, worked.quote.total, method, gateway, instrument, now)

    def _hold_stock(self, uow: CheckoutUnitOfWork, cart: Cart, worked: WorkedOut, now: datetime) -> None:
        until, locations = now + self.rules.reservation, worked.channel.stock_locations
        uow.stock.reserve(cart.id, cart.demand(), locations=locations, expires_at=until, now=now)


def _existing(prepared: Prepared) -> Placement:
    if prepared.placed is None:
        raise AssertionError("a preparation leads to a payment or to an order")
    return prepared.placed
