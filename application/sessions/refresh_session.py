"""A device exchanges its refresh token for fresh tokens; a token that was exchanged before ends the session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.sessions.opening import IssuedTokens, IssuingSessions
from application.sessions.ports import PresentedToken, RefreshToken, RefreshTokens, SessionsUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.errors import InvalidRefreshToken
from domain.sessions.revocation import RevocationKind
from domain.sessions.session import Session, Use


@dataclass(frozen=True)
class RefreshSession:
    """`network`: where from, as in `Device`; None when it is not known."""

    refresh_token: str = field(repr=False)
    network: str | None = None


@dataclass(frozen=True)
class RefreshSessionHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    tokens: RefreshTokens
    issuing: IssuingSessions
    clock: Clock

    def __call__(self, command: RefreshSession) -> IssuedTokens:
        """Raises InvalidRefreshToken for every token that does not hold; the answer does not say why."""
        presented = self.tokens.read(command.refresh_token)
        with self.unit_of_work() as uow:
            # Fifty uses at once queue up here: the first rotates, the others race.
            session = uow.sessions.locked(presented.session_id)
            if session is None:
                raise InvalidRefreshToken
            # Read only now: whoever waited for the lock must not be older than who had it.
            now = self.clock.now()
            use = session.judge(presented.digest, presented.genuine, self.issuing.lifetimes.grace, now)
            if use is Use.REPLAYED:
                session.replayed(now)
                uow.revocations.add(RevocationKind.SESSION, session.id, now)
            else:
                successor = self._successor(session, presented, use)
                session.used(now, command.network)
            uow.commit()
        if use is Use.REPLAYED:
            raise InvalidRefreshToken
        return self.issuing.issued(session, successor.text, now)

    def _successor(self, session: Session, presented: PresentedToken, use: Use) -> RefreshToken:
        if use is Use.RACED:
            assert session.salt is not None  # nosec B101
            return self.tokens.successor(presented.text, session.id, session.salt)
        salt = self.tokens.salt()
        successor = self.tokens.successor(presented.text, session.id, salt)
        session.rotate(successor.digest, salt, self.issuing.lifetimes, self.clock.now())
        return successor
