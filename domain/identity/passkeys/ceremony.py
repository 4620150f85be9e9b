"""A question that was put to somebody's device and has not been answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from domain.shared.ids import AccountId, SessionId

#: Time to find the device and to unlock it.
CEREMONY_LASTS = timedelta(minutes=5)


class CeremonyPurpose(Enum):
    ADD = "add"
    SHOW = "show"


@dataclass(frozen=True)
class Ceremony:
    """Known by the digest of its token, which stays with the page that began; the challenge follows from the token and is not kept.

    Adding belongs to the account and session that began it. Showing belongs to nobody yet: the answer says whose it is.
    """

    token_digest: str
    purpose: CeremonyPurpose
    account_id: AccountId | None
    session_id: SessionId | None
    expires_at: datetime

    def is_for(self, purpose: CeremonyPurpose, now: datetime) -> bool:
        return self.purpose is purpose and now < self.expires_at
