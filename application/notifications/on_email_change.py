"""A change of address: both addresses are told when it is asked for and when it is done, the new one confirms."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Letter, PeopleForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.identity.events import EmailChanged, EmailChangeRequested
from domain.notifications.content import PersonContent, SecretLink
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
        person = change.person
        if change.taken:
            # No greeting: whose mailbox that is, is not the asker.
            template, content = Template.ADDRESS_TAKEN, PersonContent(person.shop_name, "", path="/account/sign-in")
        else:
            link = SecretLink("/account/confirm", "email_change", envelope.event.secret_id)
            template, content = Template.CONFIRM_ADDRESS, PersonContent(person.shop_name, person.first_name, link=link)
        self.messages.put(envelope.event_id, template, Letter(change.wanted, person.locale, content))


@dataclass(frozen=True)
class WarnPresentAddress:
    """To the address that the account still has. The new one is not named: mails are forwarded and printed."""

    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[EmailChangeRequested]) -> None:
        change = self.people.address_change(envelope.event.change_id)
        if change is None:
            return
        person, at = change.person, envelope.event.occurred_at
        content = PersonContent(person.shop_name, person.first_name, path="/account/reset-password", happened_at=at)
        self.messages.put(envelope.event_id, Template.ADDRESS_CHANGE_ASKED, Letter(person.email, person.locale, content))


@dataclass(frozen=True)
class TellFormerAddress:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[EmailChanged]) -> None:
        change = self.people.address_change(envelope.event.change_id)
        if change is None:
            return
        person, at = change.person, envelope.event.occurred_at
        content = PersonContent(person.shop_name, person.first_name, happened_at=at)
        self.messages.put(envelope.event_id, Template.ADDRESS_CHANGED, Letter(person.email, person.locale, content))


@dataclass(frozen=True)
class TellNewAddress:
    people: PeopleForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[EmailChanged]) -> None:
        change = self.people.address_change(envelope.event.change_id)
        if change is None:
            return
        person, at = change.person, envelope.event.occurred_at
        content = PersonContent(person.shop_name, person.first_name, path="/account", happened_at=at)
        self.messages.put(envelope.event_id, Template.ADDRESS_CHANGED, Letter(change.wanted, person.locale, content))
