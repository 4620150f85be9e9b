"""A buyer fills in the checkout, any part of it, in any order, at any time before paying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.checkout.buyer_details import BuyerDetails
from application.checkout.ports import CheckoutUnitOfWork
from application.checkout.quotation import WorkedOut, work_out
from application.checkout.signed_in import buyer_of, cart_of
from application.checkout.views import CheckoutView
from application.payments.ports import PaymentMethods
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.cart import Cart
from domain.checkout.checkout import Checkout
from domain.checkout.errors import CountryNotServed, MethodNotAvailable
from domain.shared.address import Address
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class ChangeCheckout:
    """None leaves a field as it is; `account_id` is who is signed in. `payment_details` (a test card's number) go to the gateway
    and are not kept."""

    token: str
    account_id: AccountId | None = None
    expected_version: int | None = None
    email: str | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None
    shipping_method: str | None = None
    payment_method: str | None = None
    payment_details: Mapping[str, str] | None = None


@dataclass(frozen=True)
class ChangeCheckoutHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CheckoutUnitOfWork]
    clock: Clock
    buyer: BuyerDetails
    methods: PaymentMethods

    def __call__(self, command: ChangeCheckout) -> CheckoutView:
        now, instrument = self.clock.now(), self._instrument(command)
        with self.unit_of_work() as uow:
            cart = cart_of(uow, command.token, command.account_id)
            checkout = self._opened(uow, cart, now)
            checkout.expect_version(command.expected_version)
            buyer = buyer_of(uow, cart, checkout, command.account_id, now)
            self._fill_in(checkout, command, instrument, now)
            worked = work_out(uow, cart, checkout, now, buyer)
            self._check_delivery(command, worked)
            checkout.take_quote(worked.quote)
            uow.commit()
        return self._view(cart, checkout, worked)

    @staticmethod
    def _opened(uow: CheckoutUnitOfWork, cart: Cart, now: datetime) -> Checkout:
        checkout = uow.checkouts.locked(cart.id)
        if checkout is None:
            checkout = Checkout(cart.id, now)
            uow.checkouts.add(checkout)
        return checkout

    def _instrument(self, command: ChangeCheckout) -> str | None:
        """What the gateway makes of the details; asked before the transaction because a gateway may take its time."""
        if command.payment_method is None:
            return None
        offered = tuple(method.code for method in self.methods.all())
        if command.payment_method not in offered:
            raise MethodNotAvailable("payment/method", command.payment_method, offered)
        gateway = self.methods.gateway_of(command.payment_method)
        return gateway.instrument(command.payment_method, command.payment_details or {})

    def _fill_in(self, checkout: Checkout, command: ChangeCheckout, instrument: str | None, now: datetime) -> None:
        checkout.change(
            now,
            email=self.buyer.email(command.email),
            shipping_address=self.buyer.delivery(command.shipping_address),
            billing_address=self.buyer.billing(command.billing_address),
            shipping_method=command.shipping_method,
            payment_method=command.payment_method,
            instrument=instrument,
        )

    @staticmethod
    def _check_delivery(command: ChangeCheckout, worked: WorkedOut) -> None:
        """What is asked for now must be offered; a delivery chosen earlier is dropped without a fuss."""
        address, countries = command.shipping_address, worked.channel.countries
        if address is not None and countries and address.country not in countries:
            raise CountryNotServed("shipping_address/country", address.country)
        offered = tuple(option.method.code for option in worked.options)
        if command.shipping_method is not None and command.shipping_method not in offered:
            raise MethodNotAvailable("shipping_method", command.shipping_method, offered)

    def _view(self, cart: Cart, checkout: Checkout, worked: WorkedOut) -> CheckoutView:
        quote = checkout.quote or worked.quote
        return CheckoutView(
            token=cart.token,
            locale=cart.locale,
            checkout=checkout,
            quote=quote,
            missing=checkout.missing(quote),
            shipping_options=worked.options,
            payment_methods=self.methods.all(),
            not_for_sale=worked.not_for_sale,
        )
