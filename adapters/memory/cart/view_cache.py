"""No cache of calculated carts: where everything is in memory there is nothing to save."""

from __future__ import annotations

from collections.abc import Callable

from application.cart.ports import Buyer
from application.cart.view import CartView
from domain.cart.cart import Cart


class ForgetfulCartViews:
    """See `application.cart.ports.CartViewCache`."""

    def view(self, cart: Cart, buyer: Buyer | None, calculate: Callable[[], CartView]) -> CartView:
        return calculate()
