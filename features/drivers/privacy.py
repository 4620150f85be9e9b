"""Consents, copies and erasures, as persons and staff ask for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Protocol
from uuid import UUID
from zipfile import ZipFile

from application.facade import Application
from application.privacy.consents import GiveConsent, ListConsents, WithdrawConsent
from application.privacy.erasures import CancelErasure, ErasePerson, RequestErasure
from application.privacy.exports import ExportPerson, FetchExport, RequestExport
from domain.shared.ids import DataExportId
from features.drivers.customers_in_memory import MemoryCustomers
from features.drivers.customers_over_http import HttpCustomers
from features.drivers.http_client import HttpClient
from features.drivers.outcome import Refused, refusals
from features.drivers.staff import STAFF

ME = "/api/v1/me"


class PrivacyDriver(Protocol):
    def agree(self, name: str, purpose: str, words: str) -> None: ...

    def take_back(self, name: str, purpose: str) -> None: ...

    def agreed(self, name: str) -> set[str]:
        """Purposes agreed to and not taken back."""
        ...

    def ask_for_copy(self, name: str) -> None: ...

    def copy_of(self, name: str, reader: str) -> str:
        """The page of the last copy of `name`, fetched by `reader`."""
        ...

    def ask_to_be_forgotten(self, name: str) -> None: ...

    def stay(self, name: str) -> None: ...

    def forget(self, email: str) -> None: ...

    def knows(self, email: str) -> bool: ...


@dataclass
class MemoryPrivacy:
    app: Application
    customers: MemoryCustomers
    copies: dict[str, DataExportId] = field(default_factory=dict)

    def agree(self, name: str, purpose: str, words: str) -> None:
        with refusals():
            command = GiveConsent(actor=self.customers.people[name], purpose=purpose, text_version=words, source="account")
            self.app.privacy.give_consent(command)

    def take_back(self, name: str, purpose: str) -> None:
        with refusals():
            self.app.privacy.withdraw_consent(WithdrawConsent(actor=self.customers.people[name], purpose=purpose))

    def agreed(self, name: str) -> set[str]:
        found = self.app.privacy.list_consents(ListConsents(self.customers.people[name]))
        return {each.purpose for each in found if each.withdrawn_at is None}

    def ask_for_copy(self, name: str) -> None:
        with refusals():
            self.copies[name] = self.app.privacy.request_export(RequestExport(self.customers.people[name])).id

    def copy_of(self, name: str, reader: str) -> str:
        with refusals():
            account_id = self.customers.people[reader].account_id
            assert account_id is not None
            self.customers.sign_in(reader, account_id)
            return _page(self.app.privacy.fetch_export(FetchExport(self.customers.people[reader], self.copies[name])))

    def ask_to_be_forgotten(self, name: str) -> None:
        with refusals():
            self.app.privacy.request_erasure(RequestErasure(self.customers.people[name]))

    def stay(self, name: str) -> None:
        with refusals():
            self.app.privacy.cancel_erasure(CancelErasure(self.customers.people[name]))

    def forget(self, email: str) -> None:
        with refusals():
            self.app.privacy.erase_person(ErasePerson(actor=STAFF, email=email))

    def knows(self, email: str) -> bool:
        try:
            with refusals():
                self.app.privacy.export_person(ExportPerson(actor=STAFF, email=email))
        except Refused:
            return False
        return True


@dataclass
class HttpPrivacy:
    staff: HttpClient
    customers: HttpCustomers
    copies: dict[str, UUID] = field(default_factory=dict)

    def agree(self, name: str, purpose: str, words: str) -> None:
        self.customers._as(name).post(f"{ME}/consents", {"purpose": purpose, "text_version": words, "source": "account"})

    def take_back(self, name: str, purpose: str) -> None:
        self.customers._as(name).delete(f"{ME}/consents/{purpose}")

    def agreed(self, name: str) -> set[str]:
        found = self.customers._as(name).get(f"{ME}/consents")["data"]
        return {each["purpose"] for each in found if each["withdrawn_at"] is None}

    def ask_for_copy(self, name: str) -> None:
        self.copies[name] = self.customers._as(name).post(f"{ME}/exports")["id"]

    def copy_of(self, name: str, reader: str) -> str:
        return _page(self.customers._as(reader).send("GET", f"{ME}/exports/{self.copies[name]}/archive").content)

    def ask_to_be_forgotten(self, name: str) -> None:
        self.customers._as(name).post(f"{ME}/erasure")

    def stay(self, name: str) -> None:
        self.customers._as(name).delete(f"{ME}/erasure")

    def forget(self, email: str) -> None:
        self.staff.post("/api/v1/admin/privacy/erasures", {"email": email})

    def knows(self, email: str) -> bool:
        try:
            self.staff.send("POST", "/api/v1/admin/privacy/exports", json={"email": email})
        except Refused:
            return False
        return True


def _page(archive: bytes) -> str:
    with ZipFile(BytesIO(archive)) as opened:
        return opened.read("index.html").decode()
