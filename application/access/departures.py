"""What becomes of staff whose account goes: for whoever closes or erases accounts, in that very transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.access.ports import AccessUnitOfWork
from application.access.remove_staff import take_out
from application.sessions.opening import Sessions
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class Departures:
    sessions: Sessions

    def leave(self, uow: AccessUnitOfWork, account_id: AccountId, now: datetime) -> None:
        """Take the account out of the staff, when it is in. Call it before the account changes.

        Raises LastOwner when the shop would be nobody's.
        """
        uow.staff.take_turn()
        member = uow.staff.find_by_account(account_id)
        if member is not None:
            take_out(uow, self.sessions, member, now)
