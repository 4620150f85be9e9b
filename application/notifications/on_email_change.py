"""A change of address: both addresses are told when it is asked for and when it is done, the new one confirms."""

from __future__ import annotations

from dataclasses import dataclass, replace

from application.notifications.ports import PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.identity.events import EmailChanged, EmailChangeRequested
from domain.notifications.content import SecretLink
from domain.notifications.message import Template


@dataclass(frozen=True)
class AskNewAddress:
    """To the new address: the link, or that it has an account already."""

    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[EmailChangeRequested]) -> None:
        change = self.people.address_change(envelope.event.change_id)
        if change is None:
            return
        if change.taken:
            # No greeting: whose mailbox that is, is not the asker.
            template, letter = Template.ADDRESS_TAKEN, replace(change.at_wanted, first_name="").letter(path="/account/sign-in")
        else:
            link = SecretLink("/account/confirm", "email_change", envelope.event.secret_id)
            template, letter = Template.CONFIRM_ADDRESS, change.at_wanted.letter(link=link)
        self.messages.put(envelope.event_id, template, letter)


@dataclass(frozen=True)
class WarnPresentAddress:
    """To the address that the account still has. The new one is not named: mails are forwarded and printed."""

    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[EmailChangeRequested]) -> None:
        change = self.people.address_change(envelope.event.change_id)
        if change is not None:
            letter = change.person.letter(path="/account/reset-password", happened_at=envelope.event.occurred_at)
            self.messages.put(envelope.event_id, Template.ADDRESS_CHANGE_ASKED, letter)


@dataclass(frozen=True)
class TellFormerAddress:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[EmailChanged]) -> None:
        change = self.people.address_change(envelope.event.change_id)
        if change is not None:
            letter = change.person.letter(happened_at=envelope.event.occurred_at)
            self.messages.put(envelope.event_id, Template.ADDRESS_CHANGED, letter)


@dataclass(frozen=True)
class TellNewAddress:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[EmailChanged]) -> None:
        change = self.people.address_change(envelope.event.change_id)
        if change is not None:
            letter = change.at_wanted.letter(path="/account", happened_at=envelope.event.occurred_at)
            self.messages.put(envelope.event_id, Template.ADDRESS_CHANGED, letter)
