"""The contract of turns: recurring work is done by one, once a period."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.memory.outbox.turns import MemoryTurns
from adapters.persistence.outbox.turns import SqlTurns
from application.outbox.ports import Turns
from tests.contract.conftest import BackendUnderTest

HOURLY = timedelta(hours=1)


@pytest.fixture
def turns(backend: BackendUnderTest) -> Turns:
    return MemoryTurns() if backend.sql is None else SqlTurns(backend.sql.engine)


def taken(turns: Turns, backend: BackendUnderTest, name: str = "carts.purge") -> bool:
    with turns.take(name, HOURLY, backend.clock.now()) as ours:
        return ours


def test_work_is_due_once_a_period(turns: Turns, backend: BackendUnderTest) -> None:
    assert taken(turns, backend)
    assert not taken(turns, backend)
    assert taken(turns, backend, "other.work")
    backend.clock.advance(HOURLY)
    assert taken(turns, backend)


def test_only_one_does_it_at_a_time(turns: Turns, backend: BackendUnderTest) -> None:
    with turns.take("carts.purge", HOURLY, backend.clock.now()) as ours:
        assert ours
        assert not taken(turns, backend)


def test_a_failure_ends_the_turn(turns: Turns, backend: BackendUnderTest) -> None:
    with pytest.raises(ValueError, match="broken"), turns.take("carts.purge", HOURLY, backend.clock.now()):
        raise ValueError("broken")
    assert not taken(turns, backend)
    backend.clock.advance(HOURLY)
    assert taken(turns, backend)
