"""The transaction around transactions: lets idempotency and the inbox share the transaction of the effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")


@dataclass
class Ambient:
    """A running session that units of work join instead of opening their own; `after_commit` runs when its owner commits."""

    session: Session
    after_commit: list[Callable[[], None]] = field(default_factory=list)


_current: ContextVar[Ambient | None] = ContextVar("ambient_transaction", default=None)


def current() -> Ambient | None:
    return _current.get()


@contextmanager
def joined(ambient: Ambient) -> Iterator[Ambient]:
    """Make `ambient` the transaction that units of work and reads inside the block take part in."""
    token = _current.set(ambient)
    try:
        yield ambient
    finally:
        _current.reset(token)


def apart(work: Callable[[], T]) -> T:
    """Do `work` outside of the running transaction, if there is one: what it commits stays, whatever becomes of that."""
    token = _current.set(None)
    try:
        return work()
    finally:
        _current.reset(token)
