"""What lets somebody in without asking again, and how all of it ends at once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from application.identity.ports import MailedSecrets
from application.sessions.opening import Sessions
from application.sessions.ports import SessionsUnitOfWork
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId, SessionId

#: Links for whoever once held the password or the mailbox.
_LINKS = frozenset({SecretPurpose.PASSWORD_RESET, SecretPurpose.LOGIN_LINK, SecretPurpose.EMAIL_CHANGE})


class WaysInUnitOfWork(SessionsUnitOfWork, Protocol):
    @property
    def mailed_secrets(self) -> MailedSecrets: ...


def end_ways_in(
    uow: WaysInUnitOfWork, sessions: Sessions, account_id: AccountId, now: datetime, reason: EndReason, but: SessionId | None = None
) -> None:
    """Links that wait in a mailbox, and every session `but` one; the caller commits."""
    uow.mailed_secrets.void(account_id, _LINKS)
    sessions.end_all(uow, account_id, now, reason, but=but)
