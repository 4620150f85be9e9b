"""Sessions: tokens, the keys that sign them, and what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from adapters.memory.sessions.revocations import MemoryRevocationFeed
from adapters.memory.unit_of_work import unit_of_work_factory as memory_unit_of_work_factory
from adapters.persistence.ambient import apart
from adapters.persistence.engine import write_engine
from adapters.persistence.sessions.revocations import SqlRevocationFeed
from adapters.persistence.unit_of_work import SqlBackend
from adapters.persistence.unit_of_work import unit_of_work_factory as sql_unit_of_work_factory
from adapters.security.tokens.access_tokens import JwtAccessTokens
from adapters.security.tokens.key_making import EcKeyMaker
from adapters.security.tokens.key_ring import KeyRing
from adapters.security.tokens.refresh_tokens import DerivedRefreshTokens
from application.sessions.opening import IssuingSessions, Sessions
from application.sessions.ports import AccessTokens, KeyMaker, RefreshTokens, RevocationFeed
from application.sessions.signing import EnsureSigningKey
from domain.sessions.session import Lifetimes
from domain.sessions.signing_key import SigningKey
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register

Units = Callable[[], Any]


def memory(parts: MemoryParts) -> None:
    register(parts.container, RevocationFeed, MemoryRevocationFeed(parts.database, parts.clock))
    _both(parts, memory_unit_of_work_factory(parts.database, parts.clock, parts.ids, in_delivery=False))


def real(parts: RealParts) -> None:
    # Connections of their own: neither overload nor a running transaction may stand between a process and what was revoked.
    engine = write_engine(parts.settings.database_url, pool_size=1, max_overflow=1)
    parts.on_close(engine.dispose)
    register(parts.container, RevocationFeed, SqlRevocationFeed(engine, parts.clock))
    _both(parts, sql_unit_of_work_factory(SqlBackend(engine, parts.clock, parts.ids), in_delivery=False))


def _both(parts: Parts, units: Units) -> None:
    container, settings = parts.container, parts.settings
    maker = EcKeyMaker(settings.signing_key)
    ensure = EnsureSigningKey(units, maker, parts.clock, parts.ids)
    ring = KeyRing(lambda: apart(lambda: _keys(units)), lambda: apart(ensure), maker, parts.clock)
    tokens = JwtAccessTokens(ring, settings.base_url, timedelta(minutes=settings.access_token_minutes))
    lifetimes = Lifetimes(
        refresh=timedelta(days=settings.refresh_token_days),
        session=timedelta(days=settings.session_days),
        grace=timedelta(seconds=settings.refresh_grace_seconds),
    )
    register(container, KeyMaker, maker)
    register(container, KeyRing, ring)
    register(container, Lifetimes, lifetimes)
    register(container, AccessTokens, tokens)
    register(container, JwtAccessTokens, tokens)
    register(container, RefreshTokens, DerivedRefreshTokens(settings.signing_key))
    container.register(IssuingSessions)
    register(container, Sessions, container.resolve(IssuingSessions))


def _keys(units: Units) -> list[SigningKey]:
    with units() as uow:
        keys: list[SigningKey] = uow.signing_keys.all()
        return keys
