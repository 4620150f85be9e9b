"""How catalogue aggregates map to their tables."""

from __future__ import annotations

from adapters.persistence.catalog import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.catalog.channel import Channel


@mapping
def map_catalog() -> None:
    map_aggregate(Channel, tables.channels)
