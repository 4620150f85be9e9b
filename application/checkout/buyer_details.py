"""What a buyer writes into a checkout, checked: e-mail and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from application.checkout.ports import EmailValidator
from application.shared.addresses import AddressValidator
from domain.shared.address import Address


@dataclass(frozen=True)
class BuyerDetails:
    """The two validators, as one collaborator."""

    emails: EmailValidator
    addresses: AddressValidator

    def email(self, given: str | None) -> str | None:
        return None if given is None else self.emails.validated(given, "email")

    def delivery(self, given: Address | None) -> Address | None:
        """Raises InvalidAddress."""
        return None if given is None else self.addresses.validated(given, "shipping_address")

    def billing(self, given: Address | None) -> Address | None:
        return None if given is None else self.addresses.validated(given, "billing_address")
