"""What a buyer writes into a checkout, checked: e-mail, addresses, country."""

from __future__ import annotations

from dataclasses import dataclass

from application.checkout.ports import EmailValidator
from application.shared.addresses import AddressValidator
from domain.catalog.channel import Channel
from domain.checkout.errors import CountryNotServed
from domain.shared.address import Address


@dataclass(frozen=True)
class BuyerDetails:
    """The two validators, as one collaborator."""

    emails: EmailValidator
    addresses: AddressValidator

    def email(self, given: str | None) -> str | None:
        return None if given is None else self.emails.validated(given, "email")

    def delivery(self, given: Address | None, channel: Channel) -> Address | None:
        """An address that the channel delivers to. Raises InvalidAddress, CountryNotServed."""
        if given is None:
            return None
        address = self.addresses.validated(given, "shipping_address")
        if channel.countries and address.country not in channel.countries:
            raise CountryNotServed("shipping_address/country", address.country)
        return address

    def billing(self, given: Address | None) -> Address | None:
        return None if given is None else self.addresses.validated(given, "billing_address")
