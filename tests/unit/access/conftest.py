"""A staff room in memory."""

from __future__ import annotations

import pytest

from application.facade import Application
from tests.support.staff_room import StaffRoom


@pytest.fixture
def room(memory_app: Application) -> StaffRoom:
    return StaffRoom(memory_app)
