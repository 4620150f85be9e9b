"""Somebody who is signed in goes through a checkout: it becomes theirs, and the address book fills in what they have not said."""

from __future__ import annotations

from datetime import datetime

from application.cart.ports import Buyer
from application.checkout.ports import CheckoutUnitOfWork
from domain.cart.cart import Cart
from domain.cart.errors import CartNotFound
from domain.checkout.checkout import Checkout
from domain.checkout.states import OPEN
from domain.shared.address import Address
from domain.shared.ids import AccountId


def cart_of(uow: CheckoutUnitOfWork, token: str, account_id: AccountId | None) -> Cart:
    """Raises CartNotFound, also for a cart of somebody else."""
    cart = uow.carts.by_token(token)
    cart.expect_reader(account_id)
    return cart


def buyer_of(
    uow: CheckoutUnitOfWork, cart: Cart, checkout: Checkout, account_id: AccountId | None, now: datetime, *, fill_in: bool = True
) -> Buyer | None:
    """Who the checkout belongs to: from now on whoever is signed in. Raises CartNotFound when it is somebody else's."""
    if checkout.account_id is not None:
        if checkout.account_id != account_id:
            raise CartNotFound
        return uow.buyers.of(checkout.account_id)
    if account_id is None or checkout.state not in OPEN:
        return None
    checkout.belongs_to(account_id, now)
    buyer = uow.buyers.of(account_id)
    if fill_in:
        _fill_in(uow, cart, checkout, buyer)
    return buyer


def _fill_in(uow: CheckoutUnitOfWork, cart: Cart, checkout: Checkout, buyer: Buyer) -> None:
    countries = uow.sale_rules.channel(cart.channel_id).countries

    def served(address: Address | None) -> Address | None:
        return address if address is not None and (not countries or address.country in countries) else None

    checkout.prefill(email=buyer.email, shipping_address=served(buyer.shipping_address), billing_address=buyer.billing_address)
