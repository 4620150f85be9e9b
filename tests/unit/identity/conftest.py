"""A shop in memory with people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from tests.support.accounts import PeopleUnderTest


@pytest.fixture
def people(settings: Settings, clock: AdjustableClock) -> Iterator[PeopleUnderTest]:
    shop = PeopleUnderTest(settings, clock)
    yield shop
    shop.app.close()
