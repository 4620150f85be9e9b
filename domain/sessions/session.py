"""A session: one person signed in on one device, kept alive by a refresh token that changes with every use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.sessions.errors import InvalidRefreshToken
from domain.sessions.events import ActingEnded, RefreshTokenReplayed, SessionEnded
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, SessionId


class EndReason(Enum):
    SIGNED_OUT = "signed_out"
    ENDED_BY_OWNER = "ended_by_owner"
    REPLAYED = "refresh_token_replayed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a reason, not a password
    EMAIL_CHANGED = "email_changed"
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    LOCKED = "account_locked"
    CLOSED = "account_closed"
    ERASED = "account_erased"
    RIGHTS_CHANGED = "rights_changed"
    ENDED_BY_STAFF = "ended_by_staff"
    IMPERSONATION_ENDED = "impersonation_ended"


class Use(Enum):
    """What a presented refresh token turned out to be."""

    CURRENT = "current"
    RACED = "raced"
    REPLAYED = "replayed"


@dataclass(frozen=True)
class Lifetimes:
    """`refresh`: between two uses. `session`: in all. `grace`: how long racing tabs get the same successor."""

    refresh: timedelta
    session: timedelta
    grace: timedelta


class Session(Aggregate):
    """Knows digests of refresh tokens, never a token. `salt` makes the successor of the previous one, during the grace only."""

    def __init__(
        self,
        session_id: SessionId,
        account_id: AccountId,
        audience: Audience,
        device: Device,
        proof: Proof,
        token_digest: str,
        lifetimes: Lifetimes,
        now: datetime,
        impersonator_id: AccountId | None = None,
    ) -> None:
        super().__init__(now)
        self.id = session_id
        self.account_id = account_id
        self.audience = audience
        self.user_agent, self.network = device.user_agent, device.network
        self.impersonator_id = impersonator_id
        self.signed_in_at, self.strong, self.methods = proof.at, proof.strong, proof.methods
        self.token_digest = token_digest
        self.previous_digest: str | None = None
        self.salt: str | None = None
        self.rotated_at = now
        self.last_used_at = now
        self.ends_at = now + lifetimes.session
        self.expires_at = min(now + lifetimes.refresh, self.ends_at)
        self.ended_at: datetime | None = None
        self.end_reason: EndReason | None = None

    @property
    def device(self) -> Device:
        return Device(self.user_agent, self.network)

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.expires_at

    def judge(self, digest: str, genuine: bool, grace: timedelta, now: datetime) -> Use:
        """What the token with this digest is. `genuine`: we made it for this session once. Raises InvalidRefreshToken."""
        if not self.is_open(now):
            raise InvalidRefreshToken
        if digest == self.token_digest:
            return Use.CURRENT
        if digest == self.previous_digest and now < self.rotated_at + grace:
            return Use.RACED
        if genuine or digest == self.previous_digest:
            return Use.REPLAYED
        raise InvalidRefreshToken

    def rotate(self, successor_digest: str, salt: str, lifetimes: Lifetimes, now: datetime) -> None:
        """The current token was used: from now on its successor counts."""
        self.previous_digest, self.token_digest, self.salt = self.token_digest, successor_digest, salt
        self.rotated_at = now
        self.expires_at = min(now + lifetimes.refresh, self.ends_at)

    def used(self, now: datetime, network: str | None = None) -> None:
        """`network` is where from, coarsely; None: not known."""
        self.last_used_at = now
        self.network = network or self.network
        self.touch(now)

    def prove(self, proof: Proof, now: datetime) -> None:
        """Credentials were shown once more inside the session. A second factor shown before is not forgotten."""
        self.signed_in_at = proof.at
        self.strong = self.strong or proof.strong
        self.methods = tuple(dict.fromkeys((*self.methods, *proof.methods)))
        self.used(now)

    def end(self, reason: EndReason, now: datetime) -> bool:
        """Whether it was open until now."""
        if self.ended_at is not None:
            return False
        self.ended_at, self.end_reason = now, reason
        self.salt = None
        self.touch(now)
        self.record(SessionEnded(occurred_at=now, account_id=self.account_id, session_id=self.id, reason=reason.value))
        if self.impersonator_id is not None:
            self.record(ActingEnded(occurred_at=now, account_id=self.account_id, session_id=self.id))
        return True

    def replayed(self, now: datetime) -> None:
        """Kill the family: thief and owner are told apart by who can sign in again."""
        if self.end(EndReason.REPLAYED, now):
            self.record(RefreshTokenReplayed(occurred_at=now, account_id=self.account_id, session_id=self.id))
