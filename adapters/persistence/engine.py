"""Engines: one for transactions, one in AUTOCOMMIT for reads, which may point to a replica."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, event

from adapters.persistence.by_hand.driver import TravellingConnection, adapt_identifiers


def _json_text(value: Any) -> str:
    return orjson.dumps(value).decode()


def write_engine(
    url: str, *, pool_size: int = 8, max_overflow: int = 8, pool_timeout: float = 2.0, synchronous_commit: bool = True
) -> Engine:
    """The engine of units of work, READ COMMITTED; waiting longer than `pool_timeout` seconds for a connection is overload.

    Without `synchronous_commit` a crash of the server may forget the last fraction of a second: only for what can be redone.
    """
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_timeout=pool_timeout,
        pool_recycle=1800,
        hide_parameters=True,  # what customers typed must not reach a log by way of an error's text
        json_serializer=_json_text,
        json_deserializer=orjson.loads,
        connect_args={
            "connection_factory": TravellingConnection,
            "application_name": "stoa",
            # Nothing may hold a lock or a connection for ever: a killed client's transaction ends by itself.
            "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000 -c statement_timeout=30000 -c timezone=UTC"
            # Statements are prepared where planning costs more than running: never plan those again for their values.
            " -c plan_cache_mode=force_generic_plan" + ("" if synchronous_commit else " -c synchronous_commit=off"),
            "keepalives_idle": 30,
        },
    )
    event.listen(engine, "connect", adapt_identifiers)
    return engine


def read_engine(write: Engine, replica_url: str | None = None) -> Engine:
    """AUTOCOMMIT saves BEGIN and ROLLBACK round trips; without a replica it shares the writers' pool."""
    if replica_url is None:
        return write.execution_options(isolation_level="AUTOCOMMIT")
    return write_engine(replica_url).execution_options(isolation_level="AUTOCOMMIT")
