"""What the audit log needs to know while a use case runs: who acts from where, which use case it is, what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from application.shared.actor import SYSTEM, Actor


class Entrance(Protocol):
    """How a piece of work came in: an HTTP request, a terminal, the worker."""

    @property
    def known_actor(self) -> Actor:
        """Who asks, as far as it has been found out; costs nothing."""
        ...

    @property
    def network(self) -> str:
        """The coarse network it came from, "" when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class PlainEntrance:
    """The system's own work, and people at a terminal."""

    known_actor: Actor = SYSTEM
    network: str = ""


_OWN = PlainEntrance()
_entrance: ContextVar[Entrance | None] = ContextVar("entrance", default=None)


def entrance() -> Entrance:
    return _entrance.get() or _OWN


def came_in_by(way: Entrance | None) -> None:
    """Set at the edge, before anything is done for the caller; None is the system itself."""
    _entrance.set(way)


@contextmanager
def coming_in_by(way: Entrance | None) -> Iterator[None]:
    token = _entrance.set(way)
    try:
        yield
    finally:
        _entrance.reset(token)


@dataclass(frozen=True, slots=True)
class Change:
    """Fields of one object that a transaction changed, as plain values without secrets and personal data."""

    object_kind: str
    object_id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass
class Recording:
    """A use case whose effects are recorded. `facts` are the ids of its command; units of work put `changes` in and, when they
    commit, write them down and count them in `written`."""

    action: str
    actor: Actor
    facts: Mapping[str, Any]
    changes: list[Change] = field(default_factory=list)
    written: int = 0


_recording: ContextVar[Recording | None] = ContextVar("recording", default=None)


def recording() -> Recording | None:
    return _recording.get()


@contextmanager
def during(running: Recording) -> Iterator[Recording]:
    token = _recording.set(running)
    try:
        yield running
    finally:
        _recording.reset(token)


class AuditRecords(Protocol):
    """The audit log as a transaction sees it."""

    def record(
        self, action: str, object_kind: str, object_id: object, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        """Write an entry with this transaction; who and from where are known. Never put a secret or a person's data in."""
        ...
