"""Which ways to pay are switched on, and the gateway behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from application.payments.ports import PaymentGateway, PaymentMethod
from domain.shared.errors import EntityNotFound
from domain.shared.localized_text import LocalizedText

_KNOWN = {
    method.code: method
    for method in (
        PaymentMethod(
            "invoice",
            "manual",
            LocalizedText({"en": "Invoice", "de": "Rechnung", "fr": "Facture"}),
            LocalizedText(
                {
                    "en": "You get an invoice with your goods.",
                    "de": "Die Rechnung liegt der Lieferung bei.",
                    "fr": "La facture est jointe à la livraison.",
                }
            ),
        ),
        PaymentMethod(
            "bank_transfer",
            "manual",
            LocalizedText({"en": "Bank transfer", "de": "Überweisung", "fr": "Virement"}),
            LocalizedText(
                {
                    "en": "Transfer the amount and name your order number.",
                    "de": "Überweise den Betrag und nenne deine Bestellnummer.",
                    "fr": "Virez le montant en indiquant votre numéro de commande.",
                }
            ),
        ),
        PaymentMethod(
            "cash_on_delivery",
            "manual",
            LocalizedText({"en": "Cash on delivery", "de": "Nachnahme", "fr": "Paiement à la livraison"}),
            LocalizedText({"en": "Pay the carrier.", "de": "Zahle bei der Zustellung.", "fr": "Payez le transporteur."}),
        ),
        PaymentMethod(
            "test",
            "test",
            LocalizedText({"en": "Test card", "de": "Testkarte", "fr": "Carte de test"}),
            LocalizedText(
                {
                    "en": "No money moves. Use 4242 4242 4242 4242.",
                    "de": "Es fließt kein Geld. Nimm 4242 4242 4242 4242.",
                    "fr": "Aucun argent ne circule. Utilisez 4242 4242 4242 4242.",
                }
            ),
            ("card_number",),
        ),
    )
}
_ACCOUNT = {"en": "Account", "de": "Konto", "fr": "Compte"}
#: What an order that costs nothing is paid with.
_FREE = "free"


class SwitchedOnMethods:
    """`codes` in the order in which buyers see them; `bank_account` is whither they transfer, in the shop's own words."""

    def __init__(self, codes: Sequence[str], gateways: Sequence[PaymentGateway], bank_account: str = "") -> None:
        self._methods = tuple(_with_account(_KNOWN[code], bank_account) for code in codes)
        self._gateways = {gateway.code: gateway for gateway in gateways}

    def all(self) -> tuple[PaymentMethod, ...]:
        return self._methods

    def still_to_do(self, method: str, locale: str) -> str:
        """What the buyer of a placed order is told about paying: nothing where a provider took the money."""
        found = next((entry for entry in self._methods if entry.code == method and entry.gateway == "manual"), None)
        return "" if found is None else found.instructions.get(locale)

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


def _with_account(method: PaymentMethod, account: str) -> PaymentMethod:
    if method.code != "bank_transfer" or not account:
        return method
    told = {language: f"{text} {_ACCOUNT[language]}: {account}" for language, text in method.instructions.texts.items()}
    return replace(method, instructions=LocalizedText(told))
