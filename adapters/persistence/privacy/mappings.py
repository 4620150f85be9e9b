"""How consents and requests map to their tables."""

from __future__ import annotations

from adapters.persistence.mapping import map_aggregate, mapping
from adapters.persistence.privacy import tables
from domain.privacy.consent import Consent
from domain.privacy.requests import DataExport, Erasure


@mapping
def map_privacy() -> None:
    map_aggregate(Consent, tables.consents)
    map_aggregate(DataExport, tables.data_exports)
    map_aggregate(Erasure, tables.erasures)
