"""Whoever is invited to the staff gets the way in by mail."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import InvitedPeople
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.access.events import StaffInvited
from domain.notifications.content import SecretLink
from domain.notifications.message import Template


@dataclass(frozen=True)
class SendInvitation:
    people: InvitedPeople
    messages: MessageQueue

    def __call__(self, envelope: Envelope[StaffInvited]) -> None:
        invited = self.people.invited(envelope.event.invitation_id)
        if invited is None:
            return
        link = SecretLink("/staff/join", "invitation", envelope.event.secret_id)
        facts = (("invited_by", invited.invited_by),) if invited.invited_by else ()
        self.messages.put(envelope.event_id, Template.STAFF_INVITATION, invited.person.letter(facts=facts, link=link))
