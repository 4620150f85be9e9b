"""Events as rows of the outbox, in the transaction of what they tell about."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from sqlalchemy import Connection

from adapters.codec import encode
from adapters.persistence.prepared import Prepared
from adapters.request_context import request_context
from application.shared.ids import Ids
from domain.shared.events import Event

#: One statement however many events. Positions are given in their order: per aggregate that is the order of what happened.
_STORE = Prepared(
    "stoa_outbox_store",
    "jsonb",
    """
    INSERT INTO outbox (id, name, aggregate_id, payload, context, occurred_at)
    SELECT id, name, aggregate_id, payload, context, occurred_at
    FROM jsonb_to_recordset($1)
      AS given(id uuid, name text, aggregate_id uuid, payload jsonb, context jsonb, occurred_at timestamptz)
    """,
)


def store(connection: Connection, events: Iterable[Event], ids: Ids) -> None:
    context = request_context()
    rows = [
        {
            "id": ids.new(),
            "name": event.name,
            "aggregate_id": event.aggregate_id,
            "payload": encode(event),
            "context": context,
            "occurred_at": event.occurred_at,
        }
        for event in events
    ]
    _STORE.later(connection, orjson.dumps(rows).decode())
