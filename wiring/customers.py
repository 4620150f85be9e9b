"""Customers: profiles, address books, groups, taxes."""

from __future__ import annotations

from adapters.persistence.customers.archive import SqlCustomerArchive
from adapters.validation.address_forms import I18nAddressForms
from adapters.validation.locales import BabelLocales
from adapters.validation.phones import GooglePhoneNumbers
from adapters.validation.vat_numbers import StdnumVatNumbers
from application.customers.address_entries import AddressEntries
from application.customers.change_profile import ProfileChanges
from application.customers.ports import AddressForms, CustomerArchive, Locales, PhoneNumbers, VatNumbers
from application.customers.profiles import Profiles
from application.customers.records import CustomerRecords
from application.customers.vat_checks import VatChecks
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.customers.archive import MemoryCustomerArchive

    register(parts.container, CustomerArchive, MemoryCustomerArchive(parts.database))
    _both(parts)


def real(parts: RealParts) -> None:
    register(parts.container, CustomerArchive, SqlCustomerArchive(parts.reads))
    _both(parts)


def _both(parts: Parts) -> None:
    register(parts.container, AddressForms, I18nAddressForms())
    register(parts.container, Locales, BabelLocales())
    register(parts.container, PhoneNumbers, GooglePhoneNumbers())
    register(parts.container, VatNumbers, StdnumVatNumbers())
    for part in (Profiles, AddressEntries, ProfileChanges, CustomerRecords, VatChecks):
        parts.container.register(part)
