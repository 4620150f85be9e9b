"""An invitation: a person who is to join the staff, known by an e-mail address alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

from domain.access.errors import InvitationNotOpen
from domain.access.events import InvitationAccepted, InvitationRevoked, StaffInvited
from domain.access.role import Assignment
from domain.access.staff_member import checked_assignments, checked_name
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, InvitationId, MailedSecretId
from domain.shared.state_machine import StateMachine

OPEN_FOR = timedelta(days=7)


class InvitationState(Enum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


STATES = StateMachine(
    "invitation",
    InvitationState.OPEN,
    {
        InvitationState.OPEN: frozenset((InvitationState.ACCEPTED, InvitationState.REVOKED)),
        InvitationState.ACCEPTED: frozenset(),
        InvitationState.REVOKED: frozenset(),
    },
)


class Invitation(Aggregate):
    """It gives no more than the inviter still holds when it is accepted. `by_operator`: invited at the terminal of the installation,
    by nobody with an account; otherwise an `invited_by` that is None is somebody whose account is gone."""

    def __init__(
        self,
        id: InvitationId,  # noqa: A002 - the field's word
        email: str,
        name: str,
        locale: str,
        assignments: Iterable[Assignment],
        invited_by: AccountId | None,
        secret_id: MailedSecretId,
        now: datetime,
    ) -> None:
        super().__init__(now)
        self.id, self.email, self.locale, self.invited_by = id, email, locale, invited_by
        self.by_operator = invited_by is None
        self.name = checked_name(name)
        self.assignments = checked_assignments(assignments)
        if not self.assignments:
            raise InvalidValue("roles", "name at least one")
        self.state = STATES.initial
        self.expires_at = now + OPEN_FOR
        self.record(StaffInvited(invitation_id=id, secret_id=secret_id, occurred_at=now))

    def is_open(self, now: datetime) -> bool:
        return self.state is InvitationState.OPEN and now < self.expires_at

    def send_again(self, secret_id: MailedSecretId, now: datetime) -> None:
        """Another way in, open for its whole time. Raises InvitationNotOpen when it was accepted or revoked."""
        if self.state is not InvitationState.OPEN:
            raise InvitationNotOpen
        self.expires_at = now + OPEN_FOR
        self.touch(now)
        self.record(StaffInvited(invitation_id=self.id, secret_id=secret_id, occurred_at=now))

    def accept(self, account_id: AccountId, now: datetime) -> None:
        if not self.is_open(now):
            raise InvitationNotOpen
        self.state = STATES.advance(self.state, InvitationState.ACCEPTED)
        self.touch(now)
        self.record(InvitationAccepted(invitation_id=self.id, account_id=account_id, occurred_at=now))

    def revoke(self, now: datetime) -> None:
        if self.state is not InvitationState.OPEN:
            raise InvitationNotOpen
        self.state = STATES.advance(self.state, InvitationState.REVOKED)
        self.touch(now)
        self.record(InvitationRevoked(invitation_id=self.id, occurred_at=now))
