"""A customer: one to one with an account; its address book, tags and taxes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from domain.customers.address_book import AddressBook, BookEntry
from domain.customers.events import CustomerChanged
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, CustomerAddressId
from domain.shared.tax_status import TaxExemption, TaxStatus, VatRegistration

MOST_TAGS = 50
LONGEST_TAG = 50
#: Nobody older has been known to shop.
OLDEST_YEARS = 125


class Customer(Aggregate):
    """Under the account's own id; name, e-mail address and language are the account's. Says nothing until the customer does."""

    def __init__(self, account_id: AccountId, now: datetime) -> None:
        super().__init__(now)
        self.id = UUID(str(account_id))
        #: E.164: +493012345678; empty for none.
        self.phone = ""
        self.birthday: date | None = None
        self.book = AddressBook()
        self.tags: tuple[str, ...] = ()
        self.tax = TaxStatus()
        #: When the VAT number has to be asked about again; None without a number, or after staff have confirmed it by hand.
        self.vat_due_at: datetime | None = None

    @property
    def account_id(self) -> AccountId:
        return AccountId(self.id)

    def described(self, now: datetime) -> None:
        """What the account knows of its owner (a name, a language) changed with this customer's version."""
        self._changed(now)

    def reached_at(self, phone: str, now: datetime) -> None:
        """A phone number in E.164, or the empty text for none."""
        self.phone = phone
        self._changed(now)

    def born(self, birthday: date | None, now: datetime) -> None:
        """None forgets it."""
        if birthday is not None and not now.year - OLDEST_YEARS <= birthday.year <= now.year:
            raise InvalidValue("birthday", "must be the day of birth of somebody alive")
        if birthday is not None and birthday > now.date():
            raise InvalidValue("birthday", "must not be in the future")
        self.birthday = birthday
        self._changed(now)

    def put_address(self, entry: BookEntry, now: datetime, *, shipping: bool = False, billing: bool = False) -> None:
        """Add or change an address; the flags make it a default as well. Raises AddressBookFull."""
        self.book = self.book.put(entry).prefer(entry.id, shipping=shipping, billing=billing)
        self._changed(now)

    def remove_address(self, key: CustomerAddressId, now: datetime) -> None:
        self.book = self.book.remove(key)
        self._changed(now)

    def tag(self, tags: tuple[str, ...], now: datetime) -> None:
        """Staff's own words for this customer, these and no others."""
        wanted = tuple(dict.fromkeys(tag.strip().lower() for tag in tags))
        if len(wanted) > MOST_TAGS:
            raise InvalidValue("tags", f"a customer has at most {MOST_TAGS} tags")
        for index, tag in enumerate(wanted):
            if not tag or len(tag) > LONGEST_TAG:
                raise InvalidValue(f"tags/{index}", f"must have 1 to {LONGEST_TAG} characters")
        self.tags = wanted
        self._changed(now)

    def register_for_vat(self, vat: VatRegistration | None, now: datetime, *, ask_again: datetime | None = None) -> None:
        """A number and what is known of it; None takes it away. `ask_again` is when what is known gets too old."""
        self.tax = TaxStatus(vat, self.tax.exemption)
        self.vat_due_at = None if vat is None else ask_again
        self._changed(now)

    def exempt(self, exemption: TaxExemption | None, now: datetime) -> None:
        """Staff saw the papers; None ends the exemption."""
        self.tax = TaxStatus(self.tax.vat, exemption)
        self._changed(now)

    def _changed(self, now: datetime) -> None:
        self.touch(now)
        self.record(CustomerChanged(account_id=self.account_id, occurred_at=now))
