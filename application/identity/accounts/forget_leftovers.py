"""The shop forgets what nobody needs any more: old secrets, forms never confirmed, former addresses, devices long unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.ports import Leftovers
from application.shared.clock import Clock

_CHUNK = 1_000


@dataclass(frozen=True)
class ForgetLeftovers:
    """Of all accounts."""


@dataclass(frozen=True)
class ForgetLeftoversHandler:
    permission: ClassVar[str | None] = None
    leftovers: Leftovers
    clock: Clock

    def __call__(self, command: ForgetLeftovers) -> int:
        """How many rows went."""
        now, total = self.clock.now(), 0
        while gone := self.leftovers.forget(now, _CHUNK):
            total += gone
        return total
