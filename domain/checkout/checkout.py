"""A checkout: what a buyer says about one cart, and the quote that follows from it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.checkout.errors import AlreadyPlaced, CartIsEmpty, CheckoutIncomplete, CheckoutInProgress
from domain.checkout.quote import Quote
from domain.checkout.states import CHECKOUT, CheckoutState
from domain.shared.address import Address
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, CartId, CheckoutId, OrderId, PaymentId

S = CheckoutState


class Checkout(Aggregate):
    """One a cart, with the cart's id. The quote is kept with it: frozen from `begin_placing` until the attempt has ended."""

    def __init__(self, cart_id: CartId, now: datetime) -> None:
        super().__init__(now)
        self.id = CheckoutId(UUID(str(cart_id)))
        self.state = CHECKOUT.initial
        #: Who is signed in while filling it in; the order will be theirs.
        self.account_id: AccountId | None = None
        self.email: str | None = None
        self.shipping_address: Address | None = None
        self.billing_address: Address | None = None
        self.shipping_method: str | None = None
        self.payment_method: str | None = None
        #: What the gateway made of the payment details: a reference that is safe to keep, never a card number.
        self.instrument: str | None = None
        self.quote: Quote | None = None
        self.payment_id: PaymentId | None = None
        self.order_id: OrderId | None = None
        self.placing_since: datetime | None = None

    @property
    def cart_id(self) -> CartId:
        return CartId(self.id)

    def expect_open(self) -> None:
        """Refuse changes while money is under way, and after."""
        if self.state is S.PLACED:
            raise AlreadyPlaced
        if self.state is S.PLACING:
            raise CheckoutInProgress

    def change(
        self,
        now: datetime,
        *,
        email: str | None = None,
        shipping_address: Address | None = None,
        billing_address: Address | None = None,
        shipping_method: str | None = None,
        payment_method: str | None = None,
        instrument: str | None = None,
    ) -> None:
        """Take over what was given; None leaves a field as it is. Values were validated before."""
        self.expect_open()
        self.email = email or self.email
        self.shipping_address = shipping_address or self.shipping_address
        self.billing_address = billing_address or self.billing_address
        self.shipping_method = shipping_method or self.shipping_method
        if payment_method is not None:
            self.payment_method, self.instrument = payment_method, instrument
        self.touch(now)

    def belongs_to(self, account_id: AccountId, now: datetime) -> None:
        """Somebody who is signed in goes on with it."""
        self.expect_open()
        self.account_id = account_id
        self.touch(now)

    def prefill(self, *, email: str | None, shipping_address: Address | None, billing_address: Address | None) -> None:
        """What the address book knows, where the buyer has said nothing yet."""
        self.email = self.email or email
        if self.billing_address is None and self.shipping_address is None:
            self.billing_address = billing_address
        self.shipping_address = self.shipping_address or shipping_address

    def drop_shipping_method(self) -> None:
        """The chosen delivery is not offered any more (another country, a heavier cart)."""
        self.shipping_method = None

    def take_quote(self, quote: Quote) -> None:
        """Keep the newest quote; its version grows only when the money changed."""
        if self.quote is None or not self.quote.same_money(quote):
            self.quote = quote
        self.state = CHECKOUT.advance(self.state, self._next_step(quote))

    @property
    def next_quote_version(self) -> int:
        return 1 if self.quote is None else self.quote.version + 1

    def missing(self, quote: Quote) -> tuple[str, ...]:
        """What has to be given before the order can be placed, in the order of the steps. Nothing to pay needs no way to pay."""
        lacking, requires_shipping = [], quote.requires_shipping
        if self.email is None:
            lacking.append("email")
        if requires_shipping and self.shipping_address is None:
            lacking.append("shipping_address")
        if self.billing is None:
            lacking.append("billing_address")
        if requires_shipping and self.shipping_method is None:
            lacking.append("shipping_method")
        if self.payment_method is None and quote.total:
            lacking.append("payment_method")
        return tuple(lacking)

    @property
    def billing(self) -> Address | None:
        """Where the bill goes: its own address, or else the one of the delivery."""
        return self.billing_address or self.shipping_address

    def _next_step(self, quote: Quote) -> CheckoutState:
        missing = self.missing(quote)
        steps = {
            "email": S.EMAIL,
            "shipping_address": S.ADDRESSES,
            "billing_address": S.ADDRESSES,
            "shipping_method": S.SHIPPING,
            "payment_method": S.PAYMENT,
        }
        return steps[missing[0]] if missing else S.REVIEW

    def begin_placing(self, quote: Quote, payment_id: PaymentId, now: datetime) -> None:
        """Freeze `quote` for one attempt to pay. Raises CheckoutIncomplete, CartIsEmpty."""
        self.expect_open()
        if not quote.lines:
            raise CartIsEmpty
        if missing := self.missing(quote):
            raise CheckoutIncomplete(missing)
        self.take_quote(quote)
        self.state = CHECKOUT.advance(self.state, S.PLACING)
        self.payment_id, self.placing_since = payment_id, now
        self.touch(now)

    def attempt_failed(self, now: datetime) -> None:
        """The payment was refused or given back: open again, and the payment details have to be given anew."""
        self.instrument, self.payment_method = None, None
        self.payment_id = self.placing_since = None
        self.state = CHECKOUT.advance(self.state, S.PAYMENT)
        self.touch(now)

    def placed(self, order_id: OrderId, now: datetime) -> None:
        self.order_id, self.placing_since = order_id, None
        self.state = CHECKOUT.advance(self.state, S.PLACED)
        self.touch(now)
