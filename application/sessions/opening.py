"""How other contexts open, strengthen and end sessions, inside their own transactions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from application.sessions.ports import AccessToken, AccessTokens, RefreshTokens, SessionsUnitOfWork
from application.shared.ids import Ids
from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.sessions.revocation import RevocationKind
from domain.sessions.session import EndReason, Lifetimes, Session
from domain.shared.errors import Unauthenticated
from domain.shared.ids import AccountId, SessionId

#: Staff act as a customer for so long at most.
IMPERSONATION = timedelta(minutes=15)


@dataclass(frozen=True)
class IssuedTokens:
    """Both tokens in clear, for their owner's eyes alone."""

    access_token: str = field(repr=False)
    access_expires_at: datetime
    refresh_token: str = field(repr=False)
    refresh_expires_at: datetime
    session_id: SessionId
    issued_at: datetime


class Sessions(Protocol):
    """Call it in the transaction of the effect. Whoever opens a session has locked the account, or a lock could miss it."""

    def open(
        self,
        uow: SessionsUnitOfWork,
        account_id: AccountId,
        audience: Audience,
        device: Device,
        proof: Proof,
        now: datetime,
        impersonator_id: AccountId | None = None,
    ) -> IssuedTokens:
        """A new session, always with new tokens. With `impersonator_id` it lasts a quarter of an hour and says so in every token."""
        ...

    def strengthen(self, uow: SessionsUnitOfWork, session_id: SessionId, proof: Proof, now: datetime) -> AccessToken:
        """Credentials were shown once more in this session: a new access token says so. The refresh token stays.

        Raises Unauthenticated when the session has ended.
        """
        ...

    def end(self, uow: SessionsUnitOfWork, session_id: SessionId, now: datetime, reason: EndReason) -> None:
        """End one session; its running access tokens stop within seconds. One that has ended already stays so."""
        ...

    def end_all(
        self, uow: SessionsUnitOfWork, account_id: AccountId, now: datetime, reason: EndReason, but: SessionId | None = None
    ) -> None:
        """End every session of the account, `but` one; running access tokens stop within seconds."""
        ...


@dataclass(frozen=True)
class IssuingSessions:
    """See `Sessions`."""

    refresh_tokens: RefreshTokens
    access_tokens: AccessTokens
    lifetimes: Lifetimes
    ids: Ids

    def open(
        self,
        uow: SessionsUnitOfWork,
        account_id: AccountId,
        audience: Audience,
        device: Device,
        proof: Proof,
        now: datetime,
        impersonator_id: AccountId | None = None,
    ) -> IssuedTokens:
        lifetimes = self.lifetimes if impersonator_id is None else Lifetimes(IMPERSONATION, IMPERSONATION, self.lifetimes.grace)
        session_id = SessionId(self.ids.new())
        refresh = self.refresh_tokens.first(session_id)
        session = Session(session_id, account_id, audience, device, proof, refresh.digest, lifetimes, now, impersonator_id)
        uow.sessions.add(session)
        return self.issued(session, refresh.text, now)

    def strengthen(self, uow: SessionsUnitOfWork, session_id: SessionId, proof: Proof, now: datetime) -> AccessToken:
        session = uow.sessions.locked(session_id)
        if session is None or not session.is_open(now):
            raise Unauthenticated
        session.prove(proof, now)
        return self.access_tokens.issue(session, now)

    def end(self, uow: SessionsUnitOfWork, session_id: SessionId, now: datetime, reason: EndReason) -> None:
        session = uow.sessions.locked(session_id)
        if session is not None:
            self._end(uow, session, now, reason)

    def end_all(
        self, uow: SessionsUnitOfWork, account_id: AccountId, now: datetime, reason: EndReason, but: SessionId | None = None
    ) -> None:
        for session in uow.sessions.locked_open_of(account_id, now):
            if session.id != but:
                self._end(uow, session, now, reason)

    @staticmethod
    def _end(uow: SessionsUnitOfWork, session: Session, now: datetime, reason: EndReason) -> None:
        if session.end(reason, now):
            uow.revocations.add(RevocationKind.SESSION, session.id, now)

    def issued(self, session: Session, refresh_token: str, now: datetime) -> IssuedTokens:
        access = self.access_tokens.issue(session, now)
        return IssuedTokens(access.text, access.expires_at, refresh_token, session.expires_at, session.id, now)
