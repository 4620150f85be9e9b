"""How passkeys map to their table."""

from __future__ import annotations

from adapters.persistence.identity.passkeys import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.identity.passkeys.passkey import Passkey


@mapping
def map_passkeys() -> None:
    map_aggregate(Passkey, tables.passkeys)
