"""How external logins map to their tables."""

from __future__ import annotations

from adapters.persistence.identity.external import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.identity.external.identity import ExternalIdentity


@mapping
def map_external_identities() -> None:
    map_aggregate(ExternalIdentity, tables.external_identities)
