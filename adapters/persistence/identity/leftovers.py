"""Forgetting, in PostgreSQL, what nobody needs any more about accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Engine, Table, delete, select

from adapters.persistence.errors import translating
from adapters.persistence.identity.tables import email_changes, known_devices, link_requests, mailed_secrets, registrations
from domain.identity.accounts.leftovers import KEPT


def _columns() -> dict[str, tuple[Table, Column[datetime]]]:
    return {
        "mailed_secrets": (mailed_secrets, mailed_secrets.c.expires_at),
        "registrations": (registrations, registrations.c.created_at),
        "link_requests": (link_requests, link_requests.c.created_at),
        "email_changes": (email_changes, email_changes.c.created_at),
        "known_devices": (known_devices, known_devices.c.last_seen_at),
    }


class SqlLeftovers:
    """See `application.identity.ports.Leftovers`. A transaction a table; two that run at once share the work."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def forget(self, now: datetime, limit: int) -> int:
        gone = 0
        for name, (table, instant) in _columns().items():
            old = select(table.c.id).where(instant < now - KEPT[name]).limit(limit).with_for_update(skip_locked=True)
            with translating(), self._engine.begin() as connection:
                gone += connection.execute(delete(table).where(table.c.id.in_(old))).rowcount
        return gone
