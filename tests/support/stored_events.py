"""What a backend's outbox holds, as events."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from adapters.codec import decode
from adapters.persistence.outbox.tables import outbox
from domain.shared.events import EVENT_TYPES, Event


def stored_events(backend: Any) -> list[Event]:
    """Oldest first."""
    if backend.memory is not None:
        return [row.event for row in backend.memory.outbox]
    with backend.sql.engine.connect() as connection:
        rows = connection.execute(select(outbox.c.name, outbox.c.payload).order_by(outbox.c.position))
        return [decode(EVENT_TYPES[row.name], row.payload) for row in rows]
