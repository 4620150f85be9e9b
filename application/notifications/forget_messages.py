"""The shop forgets what it wrote to people long ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from application.notifications.ports import SentMessages
from application.shared.clock import Clock

#: Long enough to answer "I never got a mail"; the order itself stays.
KEPT = timedelta(days=90)
_CHUNK = 1_000


@dataclass(frozen=True)
class ForgetMessages:
    """Sent ones only."""


@dataclass(frozen=True)
class ForgetMessagesHandler:
    permission: ClassVar[str | None] = None
    messages: SentMessages
    clock: Clock

    def __call__(self, command: ForgetMessages) -> int:
        """How many went."""
        before = self.clock.now() - KEPT
        total = gone = self.messages.forget(before, _CHUNK)
        while gone == _CHUNK:
            gone = self.messages.forget(before, _CHUNK)
            total += gone
        return total
