"""What staff must learn about their rights: other roles, a lock, the end."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Letter, PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.access.events import RolesChanged, StaffEvent, StaffLocked, StaffRemoved, StaffUnlocked
from domain.notifications.content import PersonContent
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

    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[StaffEvent]) -> None:
        event = envelope.event
        person = self.people.account(event.account_id)
        if person is not None:
            content = PersonContent(person.shop_name, person.first_name, happened_at=event.occurred_at)
            self.messages.put(envelope.event_id, _NOTICES[type(event)], Letter(person.email, person.locale, content))
