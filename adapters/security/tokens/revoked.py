"""What was revoked, as a process knows it: asked for about once a second by whichever request comes first, never by every one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import ClassVar
from uuid import UUID

import structlog

from application.sessions.ports import RevocationFeed
from application.shared.clock import Clock
from domain.sessions.revocation import KEPT, Revocation, RevocationKind
from domain.shared.errors import Unavailable

log = structlog.get_logger("sessions")

#: Longer than this nobody is let in on old news.
BLIND_SECONDS = 30.0
#: The feed shows the last two minutes; after a gap of half of that everything is read anew.
GAP_SECONDS = 60.0
WAIT_SECONDS = 2.0

#: Told of each revocation that is new to this process.
Listener = Callable[[Revocation], None]


class RevocationsUnknown(Unavailable):
    """Whether a session still holds cannot be found out: so it does not."""

    code: ClassVar[str] = "revocations_unknown"

    @property
    def detail(self) -> str:
        return "Who is signed in cannot be checked at the moment; repeat the request soon."


class RevokedNow:
    """`every` is the age in seconds from which the next request asks the feed again; 0 asks always (tests)."""

    def __init__(self, feed: RevocationFeed, clock: Clock, every: float, now: Callable[[], float] = monotonic) -> None:
        self._feed, self._clock, self._every, self._now = feed, clock, every, now
        self._lock = Lock()
        self._known: dict[tuple[RevocationKind, UUID], datetime] = {}
        self._listeners: list[Listener] = []
        self._read_at, self._try_at, self._pruned_at = float("-inf"), float("-inf"), now()

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def at(self, kind: RevocationKind, subject: UUID) -> datetime | None:
        """When what was issued for `subject` was revoked last."""
        return self._known.get((kind, subject))

    def renew(self) -> None:
        """Know what is true about now. Raises RevocationsUnknown after half a minute without an answer."""
        now = self._now()
        if now < self._try_at:
            self._refuse_when_blind(now)
            return
        blind = now - self._read_at > BLIND_SECONDS
        # One asks; the others go on with what is known, unless that is too old.
        if not self._lock.acquire(timeout=WAIT_SECONDS if blind else 0):
            self._refuse_when_blind(now)
            return
        try:
            if self._now() >= self._try_at:
                self._ask()
        finally:
            self._lock.release()
        self._refuse_when_blind(self._now())

    def _refuse_when_blind(self, now: float) -> None:
        if now - self._read_at > BLIND_SECONDS:
            raise RevocationsUnknown

    def _ask(self) -> None:
        asked_at = self._now()
        try:
            found = self._feed.recent(whole=asked_at - self._read_at > GAP_SECONDS)
        except Unavailable as error:
            log.warning("revocations_unread", reason=type(error).__name__, seconds=round(min(asked_at - self._read_at, 1e6), 1))
            self._try_at = asked_at + max(self._every, 1.0)
            return
        for revocation in found:
            self._learn(revocation)
        # Last of all: while the first answer is on its way, everybody waits for it (at the lock) instead of being refused.
        self._read_at, self._try_at = asked_at, asked_at + self._every
        if asked_at - self._pruned_at > GAP_SECONDS:
            self._pruned_at = asked_at
            self._prune()

    def _learn(self, revocation: Revocation) -> None:
        key = (revocation.kind, revocation.subject)
        before = self._known.get(key)
        if before is None or before < revocation.at:
            self._known[key] = revocation.at
            for listener in self._listeners:
                listener(revocation)

    def _prune(self) -> None:
        limit = self._clock.now() - KEPT
        # A new dictionary: other threads are reading the old one.
        self._known = {key: at for key, at in list(self._known.items()) if at > limit}
