"""How long guessers wait: nothing at first, then twice as long after every attempt, up to a limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

#: Attempts are forgotten when none was made for so long.
MEMORY = timedelta(hours=24)


@dataclass(frozen=True)
class Patience:
    """`free` attempts without a wait, then `first`, doubled each time, at most `longest`."""

    free: int
    first: timedelta
    longest: timedelta

    def wait_after(self, attempts: int) -> timedelta:
        """What follows the attempt with this number (from 1)."""
        over = attempts - self.free
        if over < 0:
            return timedelta(0)
        # The exponent is bounded so that no number of attempts overflows a timedelta.
        return min(self.first * int(2 ** min(over, 40)), self.longest)


@dataclass(frozen=True)
class Attempts:
    """What is counted: a `kind` (`password`), and whose. The `subject` may be an address: stores keep a keyed digest of it."""

    kind: str
    subject: str
    patience: Patience
