"""Imperative mapping of domain classes: the traps of the ORM, settled once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, event
from sqlalchemy.orm import registry, relationship

from adapters.persistence.metadata import metadata
from domain.shared.aggregate import Aggregate

mapper_registry = registry(metadata=metadata)

_mappings: list[Callable[[], None]] = []
_started = False


def mapping(function: Callable[[], None]) -> Callable[[], None]:
    """Register a context's `map_<context>()`; `start_mappers` runs them all, once."""
    _mappings.append(function)
    return function


def start_mappers() -> None:
    """Map all aggregates. Safe to call again: a process may build several applications."""
    global _started
    if _started:
        return
    _started = True
    for function in _mappings:
        function()
    mapper_registry.configure()


def map_aggregate(cls: type[Aggregate], table: Table, **options: Any) -> None:
    """Map `cls` with an optimistic version; loaded objects get the `_events` list that their skipped `__init__` would make."""
    mapper_registry.map_imperatively(cls, table, version_id_col=table.c.version, **options)

    @event.listens_for(cls, "load")
    def give_events(target: Aggregate, _context: object) -> None:
        target._events = []


def map_part(cls: type, table: Table, **options: Any) -> None:
    """Map an entity inside an aggregate; it lives and dies with its root."""
    mapper_registry.map_imperatively(cls, table, **options)


def owned(cls: type, order_by: Any) -> Any:
    """A collection owned by an aggregate: loaded with it in one query more, never lazily, orphans deleted."""
    return relationship(cls, cascade="all, delete-orphan", lazy="selectin", order_by=order_by, passive_deletes=True)
