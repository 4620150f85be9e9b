"""Which ways to pay are switched on, and the gateway behind each."""

from __future__ import annotations

from collections.abc import Sequence

from application.payments.ports import PaymentGateway, PaymentMethod
from domain.shared.errors import EntityNotFound
from domain.shared.localized_text import LocalizedText

_KNOWN = {
    method.code: method
    for method in (
        PaymentMethod(
            "invoice",
            "manual",
            LocalizedText({"en": "Invoice", "de": "Rechnung"}),
            LocalizedText({"en": "You get an invoice with your goods.", "de": "Die Rechnung liegt der Lieferung bei."}),
        ),
        PaymentMethod(
            "bank_transfer",
            "manual",
            LocalizedText({"en": "Bank transfer", "de": "Überweisung"}),
            LocalizedText(
                {"en": "Transfer the amount and name your order number.", "de": "Überweisen Sie unter Angabe der Bestellnummer."}
            ),
        ),
        PaymentMethod(
            "cash_on_delivery",
            "manual",
            LocalizedText({"en": "Cash on delivery", "de": "Nachnahme"}),
            LocalizedText({"en": "Pay the carrier.", "de": "Zahlen Sie bei der Zustellung."}),
        ),
        PaymentMethod(
            "test",
            "test",
            LocalizedText({"en": "Test card", "de": "Testkarte"}),
            LocalizedText({"en": "No money moves. Use 4242 4242 4242 4242.", "de": "Es fließt kein Geld. Nutzen Sie 4242 4242 4242 4242."}),
            ("card_number",),
        ),
    )
}
#: What an order that costs nothing is paid with.
_FREE = "free"


class SwitchedOnMethods:
    """`codes` in the order in which buyers see them."""

    def __init__(self, codes: Sequence[str], gateways: Sequence[PaymentGateway]) -> None:
        self._methods = tuple(_KNOWN[code] for code in codes)
        self._gateways = {gateway.code: gateway for gateway in gateways}

    def all(self) -> tuple[PaymentMethod, ...]:
        return self._methods

    def gateway_of(self, method: str) -> PaymentGateway:
        if method == _FREE:
            return self.gateway("manual")
        found = next((entry for entry in self._methods if entry.code == method), None)
        if found is None:
            raise EntityNotFound("payment method", method)
        return self.gateway(found.gateway)

    def gateway(self, code: str) -> PaymentGateway:
        found = self._gateways.get(code)
        if found is None:
            raise EntityNotFound("payment gateway", code)
        return found
