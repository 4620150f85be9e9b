"""Fixtures that every suite shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from application.facade import Application
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, Overrides, build
from tests.support.accounts import PeopleUnderTest


@pytest.fixture
def staff() -> Actor:
    """Somebody with every permission."""
    return Actor(ActorKind.STAFF, "ada", frozenset(PERMISSIONS))


@pytest.fixture
def memory_app(settings: Settings, clock: AdjustableClock) -> Iterator[Application]:
    application = build(settings, Backend.MEMORY, Overrides(clock=clock))
    yield application
    application.close()


@pytest.fixture
def people(settings: Settings, clock: AdjustableClock) -> Iterator[PeopleUnderTest]:
    """A shop in memory with people and their mailboxes."""
    shop = PeopleUnderTest(settings, clock)
    yield shop
    shop.app.close()
