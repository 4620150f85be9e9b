"""Fixtures that every suite shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings, load_settings
from application.facade import Application
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, Overrides, build


@pytest.fixture
def clock() -> AdjustableClock:
    return AdjustableClock()


@pytest.fixture
def settings() -> Settings:
    """Settings for an application in memory; nothing listens at these addresses."""
    return load_settings(
        environment="test", database_url="postgresql+psycopg2://nobody@127.0.0.1:1/none", redis_url="redis://127.0.0.1:1/0"
    )


@pytest.fixture
def staff() -> Actor:
    """Somebody with every permission."""
    return Actor(ActorKind.STAFF, "ada", frozenset(PERMISSIONS))


@pytest.fixture
def memory_app(settings: Settings, clock: AdjustableClock) -> Iterator[Application]:
    application = build(settings, Backend.MEMORY, Overrides(clock=clock))
    yield application
    application.close()
