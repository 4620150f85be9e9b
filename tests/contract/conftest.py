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
from adapters.settings import Settings
from bootstrap import Backend, Overrides, build
from tests.support.shop import ShopUnderTest


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


@pytest.fixture
def shop_settings() -> dict[str, object]:
    """Settings that a suite's shop has otherwise; suites say so by a fixture of this name."""
    return {}


@pytest.fixture(params=["memory", "postgres"])
def shop(request: pytest.FixtureRequest, clock: AdjustableClock, shop_settings: dict[str, object]) -> Iterator[ShopUnderTest]:
    """A whole application, open for business."""
    memory = request.param == "memory"
    settings: Settings = request.getfixturevalue("settings" if memory else "real_settings")
    changed = settings.model_copy(update=shop_settings)
    app = build(changed, Backend.MEMORY if memory else Backend.REAL, Overrides(clock=clock))
    yield ShopUnderTest(app, clock).open()
    app.close()


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
