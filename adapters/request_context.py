"""What travels with a piece of work through log lines, events and jobs: request id, actor label, the delivery being consumed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_context: ContextVar[dict[str, str] | None] = ContextVar("request_context", default=None)
_delivery: ContextVar[tuple[UUID, str] | None] = ContextVar("delivery", default=None)


def request_context() -> dict[str, str]:
    """Request id and actor of the running work; empty outside of any."""
    return _context.get() or {}


def set_request_context(values: dict[str, str]) -> None:
    _context.set(values)


def consuming() -> tuple[UUID, str] | None:
    """(event id, subscriber) while a subscriber runs: its unit of work writes the inbox row in the same transaction."""
    return _delivery.get()


@contextmanager
def delivering(event_id: UUID, subscriber: str) -> Iterator[None]:
    token = _delivery.set((event_id, subscriber))
    try:
        yield
    finally:
        _delivery.reset(token)


class AlreadyConsumed(Exception):
    """The event being delivered was handled before: the transaction is given up and the delivery counts as done."""
