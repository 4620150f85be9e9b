"""Ends what somebody does in customers' places."""

from __future__ import annotations

from datetime import datetime

from application.access.ports import AccessUnitOfWork
from application.sessions.opening import Sessions
from domain.access.impersonation import Impersonation
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId


def end_impersonation(uow: AccessUnitOfWork, sessions: Sessions, running: Impersonation, now: datetime) -> None:
    running.end(now)
    sessions.end(uow, running.session_id, now, EndReason.IMPERSONATION_ENDED)


def end_impersonations(uow: AccessUnitOfWork, sessions: Sessions, staff_account_id: AccountId, now: datetime) -> None:
    """All that this person runs: whoever may do less acts for nobody until they ask again."""
    for running in uow.impersonations.running_of(staff_account_id, now):
        end_impersonation(uow, sessions, running, now)
