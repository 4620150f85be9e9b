"""How sessions and signing keys map to their tables."""

from __future__ import annotations

from adapters.persistence.mapping import map_aggregate, mapping
from adapters.persistence.sessions import tables
from domain.sessions.session import Session
from domain.sessions.signing_key import SigningKey


@mapping
def map_sessions() -> None:
    map_aggregate(Session, tables.sessions)
    map_aggregate(SigningKey, tables.signing_keys)
