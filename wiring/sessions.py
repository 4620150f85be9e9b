"""Sessions: tokens, the keys that sign them, and what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import make_url

from adapters.persistence.ambient import apart
from adapters.persistence.engine import write_engine
from adapters.persistence.sessions.revocations import SqlRevocationFeed
from adapters.persistence.unit_of_work import SqlBackend
from adapters.persistence.unit_of_work import unit_of_work_factory as sql_unit_of_work_factory
from adapters.security.staff_tokens import StaffTokens
from adapters.security.tokens.access_tokens import JwtAccessTokens
from adapters.security.tokens.key_making import EcKeyMaker
from adapters.security.tokens.key_ring import KeyRing, RingKeys
from adapters.security.tokens.refresh_tokens import DerivedRefreshTokens
from adapters.security.tokens.revoked import RevokedNow
from application.sessions.opening import IssuingSessions, Sessions
from application.sessions.ports import AccessTokens, KeyMaker, PublicKeys, RefreshTokens, RevocationFeed
from application.sessions.rotate_signing_key import RotateSigningKeyHandler
from application.sessions.signing import EnsureSigningKey, KeySchedule
from domain.sessions.session import Lifetimes
from domain.sessions.signing_key import SigningKey
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register

Units = Callable[[], Any]

#: A new key is public for so long before it signs: longer than anybody keeps the key set.
ANNOUNCED = timedelta(minutes=10)
#: Processes may sign with an old key for another minute, and clocks differ.
SLACK = timedelta(minutes=5)


def memory(parts: MemoryParts) -> None:
    from adapters.memory.sessions.revocations import MemoryRevocationFeed
    from adapters.memory.unit_of_work import unit_of_work_factory as memory_unit_of_work_factory

    register(parts.container, RevocationFeed, MemoryRevocationFeed(parts.database, parts.clock))
    _both(parts, memory_unit_of_work_factory(parts.database, parts.clock, parts.ids, in_delivery=False))


def real(parts: RealParts) -> None:
    # Connections of their own: neither overload nor a running transaction may stand between a process and what was revoked.
    # A server that does not answer must not hold the one request that asks for minutes.
    url = make_url(parts.settings.database_url).update_query_dict({"connect_timeout": "5"})
    engine = write_engine(url.render_as_string(hide_password=False), pool_size=1, max_overflow=1)
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
    outlives = timedelta(minutes=settings.access_token_minutes) + SLACK
    register(container, KeySchedule, KeySchedule(ANNOUNCED, outlives, timedelta(days=settings.signing_key_days)))
    container.register(RotateSigningKeyHandler)
    _edge(parts, ring, 0.0 if isinstance(parts, MemoryParts) else settings.revocation_poll_seconds)


def _edge(parts: Parts, ring: KeyRing, poll_seconds: float) -> None:
    """What checks tokens. Whose rights those are, `access` knows."""
    container = parts.container
    register(container, PublicKeys, RingKeys(ring))
    register(container, StaffTokens, StaffTokens(parts.settings.signing_key, parts.clock))
    register(container, RevokedNow, RevokedNow(container.resolve(RevocationFeed), parts.clock, poll_seconds))


def _keys(units: Units) -> list[SigningKey]:
    with units() as uow:
        keys: list[SigningKey] = uow.signing_keys.all()
        return keys
