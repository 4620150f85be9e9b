"""Settings → wired Application: the only module that knows punq and every adapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, TypeVar

import punq
from sqlalchemy import Engine

from adapters.clock import SystemClock
from adapters.ids import RandomTokens, Uuid7Ids
from adapters.memory.database import MemoryDatabase
from adapters.memory.idempotency import MemoryIdempotentExecution
from adapters.memory.unit_of_work import unit_of_work_factory as memory_unit_of_work_factory
from adapters.observability import UseCaseLog
from adapters.persistence import ambient
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.health import DatabaseGauges, DatabaseProbe, MigrationsProbe, probe_engine
from adapters.persistence.idempotency import SqlIdempotentExecution
from adapters.persistence.mappings import start_mappers
from adapters.persistence.reads import SqlReads
from adapters.persistence.unit_of_work import SqlBackend
from adapters.persistence.unit_of_work import unit_of_work_factory as sql_unit_of_work_factory
from adapters.redis_health import RedisProbe
from adapters.request_context import AlreadyConsumed, delivering
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.catalog.ports import CatalogUnitOfWork
from application.catalog.use_cases import CatalogUseCases
from application.facade import Application
from application.shared.clock import Clock
from application.shared.health import Health
from application.shared.idempotency import IdempotentExecution
from application.shared.ids import Ids, Tokens
from application.shared.pipeline import Guarded, Observer
from application.shared.subscriptions import Envelope, Subscription
from application.subscriptions import SUBSCRIPTIONS

U = TypeVar("U")

#: The unit-of-work protocols that handlers ask for; one concrete class a backend implements them all.
UNIT_OF_WORK_PROTOCOLS: tuple[Any, ...] = (CatalogUnitOfWork,)


class Backend(Enum):
    """Which adapters a build uses."""

    MEMORY = "memory"
    REAL = "real"


@dataclass(frozen=True)
class Overrides:
    """What tests and demonstrations may replace."""

    clock: Clock | None = None
    ids: Ids | None = None
    tokens: Tokens | None = None


def build(settings: Settings, backend: Backend = Backend.REAL, overrides: Overrides | None = None) -> Application:
    """The application on the chosen backend. Call `close()` on it when done."""
    chosen = overrides or Overrides()
    container = punq.Container()
    clock = chosen.clock or SystemClock()
    ids = chosen.ids or Uuid7Ids()
    _register(container, Clock, clock)
    _register(container, Ids, ids)
    _register(container, Tokens, chosen.tokens or RandomTokens())
    _register(container, Settings, settings)
    if backend is Backend.MEMORY:
        close = _memory(container, clock, ids)
    else:
        close = _real(container, settings, clock, ids)
    return _application(container, settings, clock, ids, close)


def _register(container: punq.Container, port: Any, instance: Any) -> None:
    container.register(port, instance=instance)


def _register_units_of_work(container: punq.Container, factory: Callable[[], Any]) -> None:
    for protocol in UNIT_OF_WORK_PROTOCOLS:
        _register(container, Callable[[], protocol], factory)


def _memory(container: punq.Container, clock: Clock, ids: Ids) -> Callable[[], None]:
    database = MemoryDatabase()
    _register(container, MemoryDatabase, database)
    _register_units_of_work(container, memory_unit_of_work_factory(database, clock, ids))
    _register(container, IdempotentExecution, MemoryIdempotentExecution(database))
    _register(container, Observer, UseCaseLog(lambda: True))
    _register(container, Health, Health())
    return lambda: None


def _real(container: punq.Container, settings: Settings, clock: Clock, ids: Ids) -> Callable[[], None]:
    start_mappers()
    engine = write_engine(
        settings.database_url,
        pool_size=settings.db_pool_size,
        max_overflow=settings.db_pool_overflow,
        pool_timeout=settings.db_pool_timeout_seconds,
    )
    replica = read_engine(engine, settings.database_replica_url)
    primary = read_engine(engine)
    sql = SqlBackend(engine, clock, ids)
    _register(container, SqlReads, SqlReads(replica, primary))
    _register_units_of_work(container, sql_unit_of_work_factory(sql))
    _register(container, IdempotentExecution, SqlIdempotentExecution(sql))
    _register(container, Observer, UseCaseLog(lambda: ambient.current() is None))
    _register(container, Health, _health(settings, engine))

    def close() -> None:
        engine.dispose()
        replica.dispose()

    return close


def _health(settings: Settings, engine: Engine) -> Health:
    probes = probe_engine(settings.database_url)
    return Health(
        probes=(DatabaseProbe(probes), MigrationsProbe(probes), RedisProbe(settings.redis_url)),
        gauges=DatabaseGauges(engine, probes),
    )


def _application(container: punq.Container, settings: Settings, clock: Clock, ids: Ids, close: Callable[[], None]) -> Application:
    subscribers = {subscription.name: container.resolve(subscription.handler) for subscription in SUBSCRIPTIONS}

    def deliver(subscription: Subscription, envelope: Envelope[Any]) -> bool:
        with delivering(envelope.event_id, subscription.name):
            try:
                subscribers[subscription.name](envelope)
            except AlreadyConsumed:
                return False
        return True

    return Application(
        catalog=_use_cases(container, CatalogUseCases),
        clock=clock,
        ids=ids,
        idempotency=container.resolve(IdempotentExecution),
        authenticate=StaffTokens(settings.signing_key, clock).authenticate,
        subscriptions=SUBSCRIPTIONS,
        deliver=deliver,
        close=close,
        health=container.resolve(Health),
    )


def _use_cases(container: punq.Container, kind: type[U]) -> U:
    """Resolve every handler of a `…UseCases` dataclass once and wrap it in the pipeline."""
    observer = container.resolve(Observer)
    context = kind.__module__.split(".")[1]
    handlers = {
        field.name: Guarded(f"{context}.{field.name}", _resolved(container, field.metadata["handler"]), observer)
        for field in fields(kind)  # type: ignore[arg-type]  # every `…UseCases` is a dataclass
    }
    return kind(**handlers)


def _resolved(container: punq.Container, handler: type[Any]) -> Any:
    container.register(handler)
    return container.resolve(handler)
