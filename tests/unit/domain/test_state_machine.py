"""State machines: tables that are checked when made."""

from __future__ import annotations

from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared.state_machine import IllegalTransition, StateMachine


class Light(Enum):
    RED = "red"
    GREEN = "green"
    OFF = "off"


TABLE = {Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset({Light.OFF}), Light.OFF: frozenset[Light]()}
MACHINE = StateMachine("light", Light.RED, TABLE)


@given(st.sampled_from(Light), st.sampled_from(Light))
def test_a_move_is_in_the_table_or_refused(current: Light, target: Light) -> None:
    if target in MACHINE.table[current]:
        assert MACHINE.advance(current, target) is target
    else:
        with pytest.raises(IllegalTransition) as refusal:
            MACHINE.advance(current, target)
        assert refusal.value.allowed == tuple(sorted(state.value for state in MACHINE.table[current]))


def test_a_table_with_an_unreachable_state_is_refused() -> None:
    with pytest.raises(ValueError, match="unreachable"):
        StateMachine("light", Light.RED, {Light.RED: frozenset(), Light.GREEN: frozenset(), Light.OFF: frozenset()})


def test_a_table_without_a_row_for_a_state_is_refused() -> None:
    with pytest.raises(ValueError, match="no row"):
        StateMachine("light", Light.RED, {Light.RED: frozenset({Light.GREEN})})
