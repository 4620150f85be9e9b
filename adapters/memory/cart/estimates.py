"""Estimates of a shop that cannot tell yet: no number rather than a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

from application.cart.ports import SellingChannel, TaxedLine
from application.cart.view import CartView
from domain.shared.ids import CartId
from domain.shared.money import Money


class NoTaxEstimates:
    """See `application.cart.ports.TaxEstimates`."""

    def estimate(self, channel: SellingChannel, country: str | None, lines: Sequence[TaxedLine]) -> Money | None:
        return None


class NoShippingEstimates:
    """See `application.cart.ports.ShippingEstimates`."""

    def estimate(self, channel: SellingChannel, country: str | None, subtotal: Money, weight_grams: int) -> Money | None:
        return None


class ForgetfulCartViews:
    """See `application.cart.ports.CartViewCache`: where everything is in memory there is nothing to save."""

    def find(self, cart_id: CartId, version: int) -> CartView | None:
        return None

    def keep(self, view: CartView) -> None:
        return None
