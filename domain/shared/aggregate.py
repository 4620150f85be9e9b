"""The base of aggregates: a version for optimistic locking and the events recorded since loading."""

from __future__ import annotations

from datetime import datetime

from domain.shared.errors import StaleVersion
from domain.shared.events import Event


class Aggregate:
    """Guards its invariants, takes `now` as an argument, records events. Persistence fills `version`; 0 means never stored."""

    version: int
    created_at: datetime
    updated_at: datetime
    _events: list[Event]

    def __init__(self, now: datetime) -> None:
        self.version = 0
        self.created_at = now
        self.updated_at = now
        self._events = []

    def record(self, event: Event) -> None:
        self._events.append(event)

    def release_events(self) -> list[Event]:
        """Hand over the recorded events, once."""
        events, self._events = self._events, []
        return events

    def touch(self, now: datetime) -> None:
        """Mark as changed, so that a change of a part moves the version of the whole."""
        self.updated_at = now

    def expect_version(self, expected: int | None) -> None:
        """Refuse a write that was based on another version; None means the caller did not say."""
        if expected is not None and expected != self.version:
            raise StaleVersion(type(self).__name__.lower(), expected, self.version)
