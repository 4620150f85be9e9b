"""How messages map to their table."""

from __future__ import annotations

from adapters.persistence.mapping import map_aggregate, mapping
from adapters.persistence.notifications import tables
from domain.notifications.message import Message


@mapping
def map_notifications() -> None:
    map_aggregate(Message, tables.messages)
