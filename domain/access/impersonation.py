"""Acting for a customer: a staff member in the customer's place, for a short time and a reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.access.events import ImpersonationEnded, ImpersonationStarted
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, ImpersonationId, SessionId

LASTS = timedelta(minutes=15)
MAX_REASON = 500


class Impersonation(Aggregate):
    """It ends by itself after a quarter of an hour; everything done in it says who did it."""

    def __init__(
        self,
        id: ImpersonationId,  # noqa: A002 - the field's word
        staff_account_id: AccountId,
        account_id: AccountId,
        session_id: SessionId,
        reason: str,
        now: datetime,
    ) -> None:
        super().__init__(now)
        if not 1 <= len(reason.strip()) <= MAX_REASON:
            raise InvalidValue("reason", f"say why, in 1 to {MAX_REASON} characters")
        self.id, self.staff_account_id, self.account_id, self.session_id = id, staff_account_id, account_id, session_id
        self.reason = reason.strip()
        self.ends_at = now + LASTS
        self.ended_at: datetime | None = None
        self.record(ImpersonationStarted(impersonation_id=id, staff_account_id=staff_account_id, account_id=account_id, occurred_at=now))

    def runs_at(self, now: datetime) -> bool:
        return self.ended_at is None and now < self.ends_at

    def end(self, now: datetime) -> None:
        """Doing it again changes nothing; after its time it ended when its time was over."""
        if self.ended_at is not None:
            return
        self.ended_at = min(now, self.ends_at)
        self.touch(now)
        self.record(
            ImpersonationEnded(
                impersonation_id=self.id, staff_account_id=self.staff_account_id, account_id=self.account_id, occurred_at=self.ended_at
            )
        )
