"""What happens to sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AccountId, SessionId


@dataclass(frozen=True, kw_only=True)
class RefreshTokenReplayed(Event):
    """A refresh token came back that had been exchanged before: somebody has a copy. The session was ended."""

    name: ClassVar[str] = "sessions.refresh_token_replayed"
    account_id: AccountId
    session_id: SessionId

    @property
    def aggregate_id(self) -> UUID:
        return self.session_id


@dataclass(frozen=True, kw_only=True)
class ActingEnded(Event):
    """A session in which staff acted for the customer `account_id` was ended, by whomever."""

    name: ClassVar[str] = "sessions.acting_ended"
    account_id: AccountId
    session_id: SessionId

    @property
    def aggregate_id(self) -> UUID:
        return self.session_id


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    """`reason` is a value of `EndReason`."""

    name: ClassVar[str] = "sessions.session_ended"
    account_id: AccountId
    session_id: SessionId
    reason: str

    @property
    def aggregate_id(self) -> UUID:
        return self.session_id
