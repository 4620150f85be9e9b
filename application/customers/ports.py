"""What customers need from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.shared.pagination import Page
from application.shared.unit_of_work import UnitOfWork
from domain.customers.customer import Customer
from domain.customers.group import CustomerGroup
from domain.customers.note import CustomerNote
from domain.identity.accounts.account import Account, AccountState
from domain.shared.ids import AccountId, CustomerGroupId, OrderId
from domain.shared.tax_status import VatValidity


class Customers(Protocol):
    """Repository of customers, under the ids of their accounts."""

    def find(self, key: AccountId) -> Customer | None: ...

    def locked(self, key: AccountId) -> Customer | None:
        """For changing; who else wants to change it waits."""
        ...

    def add(self, aggregate: Customer) -> None: ...

    def vat_due(self, now: datetime, limit: int) -> list[AccountId]:
        """Whose VAT number has to be asked about again, the longest due first."""
        ...


class KnownAccounts(Protocol):
    """The accounts behind customers: name, e-mail address and language are theirs."""

    def get(self, key: AccountId) -> Account:
        """Raises EntityNotFound."""
        ...

    def locked(self, key: AccountId) -> Account:
        """The same, for changing."""
        ...


class CustomerGroups(Protocol):
    """Repository of groups, by their code, and who is in them."""

    def by_code(self, code: str) -> CustomerGroup:
        """Raises EntityNotFound."""
        ...

    def all(self) -> list[CustomerGroup]:
        """By code."""
        ...

    def add(self, aggregate: CustomerGroup) -> None: ...

    def remove(self, aggregate: CustomerGroup) -> None:
        """With its memberships; the customers stay."""
        ...

    def put_member(self, group_id: CustomerGroupId, account_id: AccountId, now: datetime) -> None:
        """Doing it twice changes nothing. Raises EntityNotFound for a group that is just being deleted."""
        ...

    def remove_member(self, group_id: CustomerGroupId, account_id: AccountId) -> None: ...

    def of(self, account_id: AccountId) -> list[CustomerGroup]:
        """The groups that a customer is in, by code."""
        ...


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A note as staff read it: `author` is how it was signed, `author_name` whose account that is, while they work here."""

    id: UUID
    author: str
    author_name: str | None
    text: str
    written_at: datetime


class CustomerNotes(Protocol):
    def add(self, note: CustomerNote) -> None: ...

    def of(self, account_id: AccountId) -> list[SignedNote]:
        """The newest first, at most a thousand."""
        ...

    def remove(self, account_id: AccountId, note_id: UUID) -> None:
        """Raises EntityNotFound, also for a note about somebody else."""
        ...


@dataclass(frozen=True, slots=True)
class ClaimedOrder:
    """An order that was nobody's."""

    id: OrderId
    number: str


class GuestOrders(Protocol):
    """Orders that were placed without an account. Addresses are equal when only the case of A to Z differs."""

    def claim(self, account_id: AccountId, email: str, now: datetime) -> list[ClaimedOrder]:
        """Give the account all orders of guests with this address; what belongs to somebody stays with them."""
        ...

    def count(self, email: str) -> int:
        """How many there are to claim."""
        ...


class CustomersUnitOfWork(UnitOfWork, Protocol):
    """Lock order: the account, then the customer, then orders."""

    @property
    def accounts(self) -> KnownAccounts: ...

    @property
    def customers(self) -> Customers: ...

    @property
    def customer_groups(self) -> CustomerGroups: ...

    @property
    def customer_notes(self) -> CustomerNotes: ...

    @property
    def guest_orders(self) -> GuestOrders: ...


@dataclass(frozen=True, slots=True)
class CustomerSummary:
    """A row of the staff list."""

    id: AccountId
    email: str
    first_name: str
    last_name: str
    phone: str
    state: AccountState
    tags: tuple[str, ...]
    groups: tuple[str, ...]
    order_count: int
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """All given conditions hold. Every word of `search` must begin a name, an e-mail address or a phone number; `group` is a code."""

    search: str | None = None
    group: str | None = None
    tag: str | None = None
    state: AccountState | None = None


class CustomerArchive(Protocol):
    """Customers as staff read them."""

    def page(self, wanted: CustomerFilter, cursor: str | None, limit: int) -> Page[CustomerSummary]:
        """The newest first. Raises InvalidCursor."""
        ...


class PhoneNumbers(Protocol):
    def normalized(self, number: str, country: str, field: str) -> str:
        """In E.164. `country` is assumed for a number without `+`; empty assumes nothing. Raises InvalidValue at `field`."""
        ...


class Locales(Protocol):
    def normalized(self, locale: str, field: str) -> str:
        """A language, with its region where one was named, as in `en` and `de-AT`. Raises InvalidValue at `field`."""
        ...


class VatNumbers(Protocol):
    def read(self, number: str, field: str) -> tuple[str, str]:
        """(the number in its normal form, its ISO country), by form and check digits alone. Raises InvalidVatNumber at `field`."""
        ...


@dataclass(frozen=True, slots=True)
class VatAnswer:
    """What a register says. `register` names it, `reference` proves that it was asked."""

    validity: VatValidity
    register: str
    reference: str = ""


class VatRegister(Protocol):
    """Asks whether a VAT number is valid, within seconds. Never raises: a register that does not answer confirms nothing."""

    def check(self, number: str) -> VatAnswer: ...


@dataclass(frozen=True, slots=True)
class FormField:
    """`name` is a field of an address; `label` what the country calls it; `choices` are (code, name) where only these will do."""

    name: str
    label: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressForm:
    """What a country asks, in the order of its envelopes. `layout` is the envelope itself, a row of field names a line."""

    country: str
    name: str
    fields: tuple[FormField, ...]
    layout: tuple[tuple[str, ...], ...]


class AddressForms(Protocol):
    def form(self, country: str, locale: str) -> AddressForm:
        """Raises EntityNotFound for what is no country."""
        ...

    def countries(self, locale: str) -> tuple[tuple[str, str], ...]:
        """(code, name in the language of `locale`), by name."""
        ...
