"""What an owner must learn about the account even when somebody else did it: a new password, a new device, a lock, the end."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Letter, PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.identity.events import AccountClosed, AccountEvent, AccountLocked, AccountUnlocked, PasswordChanged, SignedIn
from domain.notifications.content import PersonContent
from domain.notifications.message import Template

#: Which mail, and which page of the storefront it leads to.
_NOTICES: dict[type[AccountEvent], tuple[Template, str]] = {
    PasswordChanged: (Template.PASSWORD_CHANGED, "/account/reset-password"),
    AccountLocked: (Template.ACCOUNT_LOCKED, ""),
    AccountUnlocked: (Template.ACCOUNT_UNLOCKED, "/account/sign-in"),
    AccountClosed: (Template.ACCOUNT_CLOSED, ""),
}


@dataclass(frozen=True)
class TellOwner:
    """One mail for each kind of event in the table."""

    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[AccountEvent]) -> None:
        event = envelope.event
        person = self.people.account(event.account_id)
        if person is None:
            return
        template, path = _NOTICES[type(event)]
        content = PersonContent(person.shop_name, person.first_name, path=path, happened_at=event.occurred_at)
        self.messages.put(envelope.event_id, template, Letter(person.email, person.locale, content))


@dataclass(frozen=True)
class TellOfNewDevice:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[SignedIn]) -> None:
        event = envelope.event
        person = self.people.account(event.account_id) if event.new_device else None
        device = self.people.device(event.account_id, event.device_id)
        if person is None or device is None:
            return
        facts = (("device", device[0]), ("network", device[1]))
        content = PersonContent(person.shop_name, person.first_name, facts, path="/account/reset-password", happened_at=event.occurred_at)
        self.messages.put(envelope.event_id, Template.NEW_DEVICE, Letter(person.email, person.locale, content))
