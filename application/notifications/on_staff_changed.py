"""What staff must learn about their rights: other roles, a lock, the end."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.shared.subscriptions import Envelope
from domain.access.events import RolesChanged, StaffEvent, StaffLocked, StaffRemoved, StaffUnlocked
from domain.notifications.message import Template

_NOTICES: dict[type[StaffEvent], Template] = {
    RolesChanged: Template.STAFF_ROLES_CHANGED,
    StaffLocked: Template.STAFF_LOCKED,
    StaffUnlocked: Template.STAFF_UNLOCKED,
    StaffRemoved: Template.STAFF_REMOVED,
}


@dataclass(frozen=True)
class TellStaff:
    """One mail for each kind of event in the table."""

    letters: AccountLetters

    def __call__(self, envelope: Envelope[StaffEvent]) -> None:
        event = envelope.event
        self.letters.write(envelope.event_id, event.account_id, _NOTICES[type(event)], happened_at=event.occurred_at)
