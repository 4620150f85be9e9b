"""What a context's wiring is given, in memory and for real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import punq
from sqlalchemy import Engine

from adapters.persistence.reads import SqlReads
from adapters.persistence.unit_of_work import SqlBackend
from adapters.settings import Settings
from application.shared.clock import Clock
from application.shared.ids import Ids

if TYPE_CHECKING:
    from adapters.memory.database import MemoryDatabase


@dataclass(frozen=True)
class Parts:
    """What every backend has. What opens something hands its closing to `on_close`; the last opened closes first."""

    container: punq.Container
    settings: Settings
    clock: Clock
    ids: Ids
    on_close: Callable[[Callable[[], None]], object]


@dataclass(frozen=True)
class MemoryParts(Parts):
    database: MemoryDatabase


@dataclass(frozen=True)
class RealParts(Parts):
    """`sql` makes units of work on `engine`; `reads` may go to a replica."""

    engine: Engine
    sql: SqlBackend
    reads: SqlReads
