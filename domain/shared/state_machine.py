"""State machines as frozen tables, checked when they are made; an illegal move raises and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar, Generic, TypeVar

from domain.shared.errors import Conflict

S = TypeVar("S", bound=Enum)


@dataclass(eq=False)
class IllegalTransition(Conflict):
    """`machine` is at `current`; `attempted` is not among `allowed`."""

    code: ClassVar[str] = "illegal_transition"
    machine: str
    current: str
    attempted: str
    allowed: tuple[str, ...]

    @property
    def detail(self) -> str:
        allowed = ", ".join(self.allowed) or "nothing"
        return f"The {self.machine} is {self.current} and cannot become {self.attempted}; possible from here: {allowed}."


class StateMachine(Generic[S]):
    """`table` maps every state to the states that may follow; states without a follower are final.

    Raises ValueError at creation for a state that is missing from the table or that cannot be reached from `initial`.
    """

    def __init__(self, name: str, initial: S, table: Mapping[S, frozenset[S]]) -> None:
        self.name, self.initial, self.table = name, initial, dict(table)
        states = set(type(initial))
        if missing := states - self.table.keys():
            raise ValueError(f"{name}: no row for {sorted(s.value for s in missing)}")
        if unknown := {s for row in self.table.values() for s in row} - states:
            raise ValueError(f"{name}: unknown states {unknown}")
        if unreachable := states - self._reachable():
            raise ValueError(f"{name}: unreachable states {sorted(s.value for s in unreachable)}")

    def _reachable(self) -> set[S]:
        seen, queue = {self.initial}, [self.initial]
        while queue:
            for state in self.table[queue.pop()] - seen:
                seen.add(state)
                queue.append(state)
        return seen

    def allows(self, current: S, target: S) -> bool:
        return target in self.table[current]

    def advance(self, current: S, target: S) -> S:
        """Return `target`, or raise IllegalTransition; staying where one is is a move like any other."""
        if target not in self.table[current]:
            allowed = tuple(sorted(state.value for state in self.table[current]))
            raise IllegalTransition(self.name, current.value, target.value, allowed)
        return target

    def is_final(self, state: S) -> bool:
        return not self.table[state]
