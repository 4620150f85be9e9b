"""Answers kept ready as bytes, thrown away when something that they show changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReadyAnswer:
    """An answer as it goes over the wire. `topics` name what it shows; a change of any of them ends its life.

    `operation` is what made it, for measurements.
    """

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    operation: str = ""


class ReadyAnswers(Protocol):
    """A cache of answers. It may forget at any time, and must work when its store does not."""

    def find(self, key: str) -> ReadyAnswer | None:
        """The answer, when it is known and nothing that it shows has changed."""
        ...

    def fill(self, key: str, produce: Callable[[], ReadyAnswer | None]) -> ReadyAnswer | None:
        """Produce the answer, once for all who ask at the same moment, and keep it. None is handed on and not kept."""
        ...


class Changes(Protocol):
    """Tells every process that topics have changed. Call it after the commit."""

    def announce(self, topics: Iterable[str]) -> None: ...
