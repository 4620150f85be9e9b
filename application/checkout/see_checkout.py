"""A buyer looks at the checkout: the quote as of now, what is missing, what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.checkout.ports import CheckoutUnitOfWork
from application.checkout.quotation import work_out
from application.checkout.signed_in import buyer_of, cart_of
from application.checkout.views import CheckoutView
from application.payments.ports import PaymentMethods
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.checkout.checkout import Checkout
from domain.checkout.states import OPEN
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class SeeCheckout:
    """`account_id` is who is signed in."""

    token: str
    account_id: AccountId | None = None


@dataclass(frozen=True)
class SeeCheckoutHandler:
    """While a payment is under way, and after, the frozen quote is shown."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CheckoutUnitOfWork]
    clock: Clock
    methods: PaymentMethods

    def __call__(self, query: SeeCheckout) -> CheckoutView:
        now = self.clock.now()
        # Nothing is committed: what `work_out` changes on the checkout is for this answer only.
        with self.unit_of_work() as uow:
            cart = cart_of(uow, query.token, query.account_id)
            checkout = uow.checkouts.find(cart.id) or Checkout(cart.id, now)
            buyer = buyer_of(uow, cart, checkout, query.account_id, now)
            worked = work_out(uow, cart, checkout, now, buyer)
            frozen = checkout.quote if checkout.state not in OPEN else None
            quote = frozen or (checkout.quote if checkout.quote and checkout.quote.same_money(worked.quote) else worked.quote)
            order = uow.orders.find_by_cart(cart.id) if checkout.order_id else None
        return CheckoutView(
            token=cart.token,
            locale=cart.locale,
            checkout=checkout,
            quote=quote,
            missing=() if frozen else checkout.missing(quote),
            shipping_options=worked.options,
            payment_methods=self.methods.all(),
            not_for_sale=() if frozen else worked.not_for_sale,
            order=order,
        )
