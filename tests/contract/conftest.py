"""Contract suites run on every backend: the memory adapter is a peer, not a mock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.memory.database import MemoryDatabase
from adapters.memory.idempotency import MemoryIdempotentExecution
from adapters.memory.unit_of_work import unit_of_work_factory as memory_units
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.outbox.idempotency import SqlIdempotentExecution
from adapters.persistence.reads import SqlReads
from adapters.persistence.unit_of_work import SqlBackend
from adapters.persistence.unit_of_work import unit_of_work_factory as sql_units


@dataclass
class BackendUnderTest:
    """One backend: `unit_of_work()` begins a transaction; `memory` or `reads` is set for read models."""

    name: str
    unit_of_work: Callable[[], Any]
    idempotency: Any
    clock: AdjustableClock
    ids: Uuid7Ids
    memory: MemoryDatabase | None = None
    sql: SqlBackend | None = None
    reads: SqlReads | None = None


@pytest.fixture(params=["memory", "postgres"])
def backend(request: pytest.FixtureRequest, clock: AdjustableClock) -> Iterator[BackendUnderTest]:
    ids = Uuid7Ids()
    if request.param == "memory":
        database = MemoryDatabase()
        yield BackendUnderTest("memory", memory_units(database, clock, ids), MemoryIdempotentExecution(database), clock, ids, database)
        return
    start_mappers()
    engine = write_engine(request.getfixturevalue("database_url"))
    sql = SqlBackend(engine, clock, ids)
    replica = read_engine(engine)
    yield BackendUnderTest("postgres", sql_units(sql), SqlIdempotentExecution(sql), clock, ids, sql=sql, reads=SqlReads(replica, replica))
    engine.dispose()
