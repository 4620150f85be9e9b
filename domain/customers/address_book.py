"""The address book of a customer: so many addresses, one of them for parcels and one for bills."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.customers.errors import AddressBookFull
from domain.shared.address import Address
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CustomerAddressId

#: More is no book but a data set.
MOST_ADDRESSES = 50


@dataclass(frozen=True, slots=True)
class BookEntry:
    """`label` is the customer's own word for it: Home, Office."""

    id: CustomerAddressId
    address: Address
    label: str = ""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Immutable: each verb answers the book after it. The first address becomes both defaults by itself."""

    entries: tuple[BookEntry, ...] = ()
    default_shipping: CustomerAddressId | None = None
    default_billing: CustomerAddressId | None = None

    def entry(self, key: CustomerAddressId) -> BookEntry:
        found = next((entry for entry in self.entries if entry.id == key), None)
        if found is None:
            raise EntityNotFound("address", str(key))
        return found

    def put(self, entry: BookEntry) -> AddressBook:
        """A new address, or the new content of one that is there. Raises AddressBookFull."""
        if any(known.id == entry.id for known in self.entries):
            return replace(self, entries=tuple(entry if known.id == entry.id else known for known in self.entries))
        if len(self.entries) >= MOST_ADDRESSES:
            raise AddressBookFull(MOST_ADDRESSES)
        book = replace(self, entries=(*self.entries, entry))
        return book if self.entries else replace(book, default_shipping=entry.id, default_billing=entry.id)

    def remove(self, key: CustomerAddressId) -> AddressBook:
        """A default that goes leaves none: the shop does not guess where parcels go next."""
        self.entry(key)
        return AddressBook(
            tuple(entry for entry in self.entries if entry.id != key),
            None if self.default_shipping == key else self.default_shipping,
            None if self.default_billing == key else self.default_billing,
        )

    def prefer(self, key: CustomerAddressId, *, shipping: bool = False, billing: bool = False) -> AddressBook:
        """Make it the default for parcels, bills or both."""
        self.entry(key)
        return replace(
            self,
            default_shipping=key if shipping else self.default_shipping,
            default_billing=key if billing else self.default_billing,
        )

    @property
    def shipping_address(self) -> Address | None:
        return self._address(self.default_shipping)

    @property
    def billing_address(self) -> Address | None:
        return self._address(self.default_billing)

    def _address(self, key: CustomerAddressId | None) -> Address | None:
        return None if key is None else self.entry(key).address
