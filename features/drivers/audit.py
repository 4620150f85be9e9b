"""The record of what staff did: looked at, taken along, verified."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import StringIO
from typing import Any, Protocol

from sqlalchemy import create_engine, text

from adapters.auditing.rendering import as_csv
from adapters.memory.audit.log import ENTRIES
from adapters.memory.database import MemoryDatabase
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.audit.export_entries import ExportEntries
from application.audit.ports import AuditFilter
from application.audit.search_entries import SearchEntries
from application.audit.verify_chain import VerifyChain
from application.catalog.change_channel import ChangeChannel
from application.catalog.list_channels import ListChannels
from application.facade import Application
from application.orders.list_orders import ListOrders
from application.shared.actor import Actor, ActorKind
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF

TILL = Actor(ActorKind.STAFF, "till", frozenset({"inventory.read"}))


@dataclass(frozen=True)
class SeenEntry:
    action: str
    before: dict[str, Any]
    after: dict[str, Any]


class AuditDriver(Protocol):
    def rename_channel(self, code: str, name: str) -> None: ...

    def look_through_orders(self) -> None: ...

    def look_at_channels(self) -> None: ...

    def entries(self, action: str | None = None) -> list[SeenEntry]:
        """Newest first."""
        ...

    def exported(self) -> list[dict[str, str]]:
        """The lines of the export, by column."""
        ...

    def is_whole(self) -> bool: ...

    def seen_from_the_till(self) -> None: ...

    def change_a_line(self) -> None:
        """By somebody who rules over the storage."""
        ...


@dataclass(frozen=True)
class MemoryAudit:
    app: Application

    def rename_channel(self, code: str, name: str) -> None:
        with refusals():
            channel = next(each for each in self.app.catalog.list_channels(ListChannels()) if each.code == code)
            self.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=channel.code, name=name))

    def look_through_orders(self) -> None:
        self.app.orders.list(ListOrders(STAFF))

    def look_at_channels(self) -> None:
        self.app.catalog.list_channels(ListChannels())

    def entries(self, action: str | None = None) -> list[SeenEntry]:
        page = self.app.audit.search(SearchEntries(STAFF, AuditFilter(action=action), limit=100))
        return [SeenEntry(row.action, dict(row.before or {}), dict(row.after or {})) for row in page.items]

    def exported(self) -> list[dict[str, str]]:
        return _rows(b"".join(as_csv(self.app.audit.export(ExportEntries(STAFF)))).decode())

    def is_whole(self) -> bool:
        return self.app.audit.verify(VerifyChain(STAFF)).sound

    def seen_from_the_till(self) -> None:
        with refusals():
            self.app.audit.search(SearchEntries(TILL))

    def change_a_line(self) -> None:
        rows = memory_of(self.app).table(ENTRIES)
        key = next(iter(rows))
        rows[key] = replace(rows[key], action="nothing.happened")


def memory_of(app: Application) -> MemoryDatabase:
    """The storage behind an application in memory."""
    found = app.audit.seal._handler.unit_of_work().database  # type: ignore[attr-defined]  # the back door of an attacker
    assert isinstance(found, MemoryDatabase)
    return found


@dataclass(frozen=True)
class HttpAudit:
    staff: HttpClient
    till: HttpClient
    database_url: str

    def rename_channel(self, code: str, name: str) -> None:
        self.staff.patch(f"/api/v1/admin/channels/{code}", {"name": name}, if_match="*")

    def look_through_orders(self) -> None:
        self.staff.get("/api/v1/admin/orders")

    def look_at_channels(self) -> None:
        self.staff.get("/api/v1/admin/channels")

    def entries(self, action: str | None = None) -> list[SeenEntry]:
        rows = self.staff.get("/api/v1/admin/audit", action=action, limit=100)["data"]
        return [SeenEntry(row["action"], row["before"] or {}, row["after"] or {}) for row in rows]

    def exported(self) -> list[dict[str, str]]:
        return _rows(self.staff.send("GET", "/api/v1/admin/audit/export").text)

    def is_whole(self) -> bool:
        return bool(self.staff.get("/api/v1/admin/audit/verification")["sound"])

    def seen_from_the_till(self) -> None:
        self.till.get("/api/v1/admin/audit")

    def change_a_line(self) -> None:
        engine = create_engine(self.database_url)
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER ALL"))
            connection.execute(text("UPDATE audit_entries SET action = 'nothing.happened'"))
        engine.dispose()


def http_audit(settings: Settings, app: Application, visitor: HttpClient, closers: list[Callable[[], None]]) -> HttpAudit:
    token = StaffTokens(settings.signing_key, app.clock).issue(TILL.label, TILL.permissions, timedelta(days=3650))
    till = visitor.with_token(token)
    closers.append(till.close)
    return HttpAudit(visitor.as_staff(), till, settings.database_url)


def _rows(text_: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_)))
