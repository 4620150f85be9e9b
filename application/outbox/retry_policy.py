"""When a failed delivery is tried again, and when it is given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.shared.errors import Unavailable

LONGEST_PAUSE = timedelta(minutes=30)

#: Something outside is down (mail server, search): pauses double from 1 s to half an hour, for about seven hours in all.
ATTEMPTS_WHILE_UNAVAILABLE = 24
#: Anything else is most likely a defect that time does not heal: about four minutes in all.
ATTEMPTS_OTHERWISE = 8


def next_attempt(error: BaseException, failed_attempts: int, now: datetime) -> datetime | None:
    """`failed_attempts` counts the present one; None means: give up, a person must look."""
    allowed = ATTEMPTS_WHILE_UNAVAILABLE if isinstance(error, (Unavailable, OSError)) else ATTEMPTS_OTHERWISE
    if failed_attempts >= allowed:
        return None
    return now + min(timedelta(seconds=2 ** (failed_attempts - 1)), LONGEST_PAUSE)
