"""Checkout as shoppers go through it, and their orders as they read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from application.checkout.abandon_payment import AbandonPayment
from application.checkout.change_checkout import ChangeCheckout
from application.checkout.place_order import PlaceOrder
from application.checkout.see_checkout import SeeCheckout
from application.checkout.views import CheckoutView, Placement
from application.facade import Application
from application.orders.see_order import SeeOrder
from application.payments.decide_test_payment import DecideTestPayment
from domain.shared.address import Address
from domain.shared.ids import AccountId, PaymentId
from domain.shared.money import Money
from features.drivers.amounts import money_body, money_of
from features.drivers.http_client import HttpClient
from features.drivers.orders_seen import SeenOrder, order_of, order_of_body
from features.drivers.outcome import refusals


@dataclass(frozen=True)
class Given:
    """What a shopper writes into a checkout; None leaves a part as it is."""

    email: str | None = None
    shipping: Address | None = None
    billing: Address | None = None
    delivery: str | None = None
    payment: str | None = None
    card: str | None = None


@dataclass(frozen=True)
class SeenCheckout:
    """What a shopper sees. `taxes` are (percent, amount), `deliveries` price by code, `goods` the SKUs in the quote."""

    missing: tuple[str, ...]
    total: Money
    taxes: tuple[tuple[str, Money], ...]
    shipping: Money | None
    deliveries: dict[str, Money]
    goods: tuple[str, ...]
    not_for_sale: tuple[str, ...]


@dataclass(frozen=True)
class SeenPlacement:
    status: str
    payment_id: UUID
    order_token: str | None


class CheckoutDriver(Protocol):
    def fill_in(self, token: str, given: Given) -> SeenCheckout: ...

    def see(self, token: str) -> SeenCheckout: ...

    def place(self, token: str, expected: Money | None = None) -> SeenPlacement: ...

    def answer_the_bank(self, payment_id: UUID, *, approve: bool) -> None: ...

    def turn_back(self, token: str) -> None:
        """Give up a payment at the bank's door."""
        ...

    def order(self, token: str) -> SeenOrder: ...


def _seen(view: CheckoutView) -> SeenCheckout:
    quote = view.quote
    return SeenCheckout(
        view.missing,
        quote.total,
        tuple((f"{tax.rate.to_decimal():f}", tax.amount) for tax in quote.taxes),
        quote.shipping.gross if quote.shipping else None,
        {option.method.code: option.price for option in view.shipping_options},
        tuple(line.item.sku for line in quote.lines),
        view.not_for_sale,
    )


def _placed(placement: Placement) -> SeenPlacement:
    return SeenPlacement(placement.status.value, placement.payment_id, placement.order.token if placement.order else None)


@dataclass(frozen=True)
class MemoryCheckout:
    """`account_id` is who is signed in."""

    app: Application
    account_id: AccountId | None = None

    def fill_in(self, token: str, given: Given) -> SeenCheckout:
        command = ChangeCheckout(
            token=token,
            account_id=self.account_id,
            email=given.email,
            shipping_address=given.shipping,
            billing_address=given.billing,
            shipping_method=given.delivery,
            payment_method=given.payment,
            payment_details={"card_number": given.card} if given.card else None,
        )
        with refusals():
            return _seen(self.app.checkout.change(command))

    def see(self, token: str) -> SeenCheckout:
        with refusals():
            return _seen(self.app.checkout.see(SeeCheckout(token, self.account_id)))

    def place(self, token: str, expected: Money | None = None) -> SeenPlacement:
        with refusals():
            return _placed(self.app.checkout.place_order(PlaceOrder(token=token, account_id=self.account_id, expected_total=expected)))

    def answer_the_bank(self, payment_id: UUID, *, approve: bool) -> None:
        with refusals():
            self.app.payments.decide_test_payment(DecideTestPayment(PaymentId(payment_id), approve))

    def turn_back(self, token: str) -> None:
        with refusals():
            self.app.checkout.abandon_payment(AbandonPayment(token, self.account_id))

    def order(self, token: str) -> SeenOrder:
        with refusals():
            return replace(order_of(self.app.orders.see(SeeOrder(token))), token=token)


@dataclass(frozen=True)
class HttpCheckout:
    visitor: HttpClient

    def fill_in(self, token: str, given: Given) -> SeenCheckout:
        return _seen_body(self.visitor.patch(self._path(token), _body(given)))

    def see(self, token: str) -> SeenCheckout:
        return _seen_body(self.visitor.get(self._path(token)))

    def place(self, token: str, expected: Money | None = None) -> SeenPlacement:
        body = self.visitor.post(self._path(token) + "/place", {"expected_total": money_body(expected)} if expected else None)
        return SeenPlacement(body["status"], UUID(body["payment_id"]), body["order_token"])

    def answer_the_bank(self, payment_id: UUID, *, approve: bool) -> None:
        self.visitor.post(f"/api/v1/test-provider/payments/{payment_id}/decision", {"approve": approve})

    def turn_back(self, token: str) -> None:
        self.visitor.delete(self._path(token) + "/payment")

    def order(self, token: str) -> SeenOrder:
        return replace(order_of_body(self.visitor.get(f"/api/v1/orders/{token}")), token=token)

    @staticmethod
    def _path(token: str) -> str:
        return f"/api/v1/carts/{token}/checkout"


def _body(given: Given) -> dict[str, Any]:
    payment = None if given.payment is None else {"method": given.payment} | ({"card_number": given.card} if given.card else {})
    parts = {
        "email": given.email,
        "shipping_address": _address(given.shipping),
        "billing_address": _address(given.billing),
        "shipping_method": given.delivery,
        "payment": payment,
    }
    return {name: part for name, part in parts.items() if part is not None}


def _address(address: Address | None) -> dict[str, Any] | None:
    if address is None:
        return None
    parts = {"name": address.name, "lines": list(address.lines), "city": address.city, "country": address.country}
    return parts | {"postal_code": address.postal_code, "region": address.region, "company": address.company}


def _seen_body(body: dict[str, Any]) -> SeenCheckout:
    quote = body["quote"]
    return SeenCheckout(
        tuple(body["missing"]),
        Money.of(quote["total"]["amount"], quote["currency"]),
        tuple((tax["percent"], Money.of(tax["amount"]["amount"], quote["currency"])) for tax in quote["taxes"]),
        money_of(quote["shipping"]["gross"]) if quote["shipping"] else None,
        {option["code"]: Money.of(option["price"]["amount"], quote["currency"]) for option in body["shipping_options"]},
        tuple(line["sku"] for line in quote["lines"]),
        tuple(body["not_for_sale"]),
    )
