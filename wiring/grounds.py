"""What everything stands on: units of work, the observer, health."""

from __future__ import annotations

from collections.abc import Callable

import punq

from adapters.cache.redis_health import RedisProbe
from adapters.observability import UseCaseLog
from adapters.persistence import ambient
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.health import DatabaseGauges, DatabaseProbe, MigrationsProbe, probe_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.reads import SqlReads
from adapters.persistence.unit_of_work import SqlBackend
from adapters.persistence.unit_of_work import unit_of_work_factory as sql_unit_of_work_factory
from adapters.queue.nudge import Nudge
from adapters.settings import Settings
from application.shared.clock import Clock
from application.shared.health import Health
from application.shared.ids import Ids
from application.shared.pipeline import Observer
from wiring.backends import MemoryParts, RealParts
from wiring.container import register, register_units_of_work


def memory(parts: MemoryParts) -> None:
    from adapters.memory.database import MemoryDatabase
    from adapters.memory.unit_of_work import unit_of_work_factory as memory_unit_of_work_factory

    register(parts.container, MemoryDatabase, parts.database)
    register_units_of_work(parts.container, memory_unit_of_work_factory(parts.database, parts.clock, parts.ids))
    register(parts.container, Observer, UseCaseLog(lambda: True))
    register(parts.container, Health, Health())


def real(parts: RealParts) -> None:
    register(parts.container, SqlReads, parts.reads)
    register_units_of_work(parts.container, sql_unit_of_work_factory(parts.sql))
    register(parts.container, Observer, UseCaseLog(lambda: ambient.current() is None))
    register(parts.container, Health, _health(parts))


def real_parts(
    container: punq.Container, settings: Settings, clock: Clock, ids: Ids, on_close: Callable[[Callable[[], None]], object]
) -> RealParts:
    """Open the pools."""
    start_mappers()
    engine = write_engine(
        settings.database_url,
        pool_size=settings.db_pool_size,
        max_overflow=settings.db_pool_overflow,
        pool_timeout=settings.db_pool_timeout_seconds,
    )
    replica = read_engine(engine, settings.database_replica_url)
    primary = read_engine(engine)
    nudge = Nudge(settings.redis_url)
    for close in (replica.dispose, engine.dispose, nudge.close):
        on_close(close)
    sql = SqlBackend(engine, clock, ids, nudge)
    return RealParts(container, settings, clock, ids, on_close, engine, sql, SqlReads(replica, primary))


def _health(parts: RealParts) -> Health:
    probes = probe_engine(parts.settings.database_url)
    return Health(
        probes=(DatabaseProbe(probes), MigrationsProbe(probes), RedisProbe(parts.settings.redis_url)),
        gauges=DatabaseGauges(parts.engine, probes),
    )
