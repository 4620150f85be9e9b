"""What an owner must learn about the account even when somebody else did it: a new password, a new device, a lock, the end."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.account_letters import AccountLetters
from application.notifications.ports import News, PeopleForMail
from application.shared.subscriptions import Envelope
from domain.identity.events import AccountClosed, AccountEvent, AccountLocked, AccountUnlocked, PasswordChanged, SignedIn
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

    letters: AccountLetters

    def __call__(self, envelope: Envelope[AccountEvent]) -> None:
        event = envelope.event
        template, path = _NOTICES[type(event)]
        self.letters.write(envelope.event_id, event.account_id, template, path=path, happened_at=event.occurred_at)


@dataclass(frozen=True)
class TellOfNewDevice:
    people: PeopleForMail
    letters: AccountLetters

    def __call__(self, envelope: Envelope[SignedIn]) -> None:
        event = envelope.event
        device = self.people.device(event.account_id, event.device_id) if event.new_device else None
        if device is None:
            return
        facts = (("device", device[0]), ("network", device[1]))
        news = News(facts=facts, path="/account/reset-password", happened_at=event.occurred_at)
        self.letters.write(envelope.event_id, event.account_id, Template.NEW_DEVICE, **news)
