"""Invitations are accepted by whoever reads the mail, once, and give no more than the inviter still holds."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from adapters.clock import AdjustableClock
from adapters.memory.notifications.transport import MemoryMailTransport
from adapters.memory.queue import MemoryWorker
from adapters.settings import Settings
from application.access.accept_invitation import AcceptInvitation, Joined
from application.access.appoint_staff import AppointStaff
from application.access.change_invitation import ResendInvitation, RevokeInvitation
from application.access.change_staff import ChangeStaff
from application.access.invite_staff import InviteStaff
from application.access.list_staff import ListStaff
from application.access.remove_staff import RemoveStaff
from application.facade import Application
from application.shared.actor import Actor
from bootstrap import Backend, Overrides, build
from domain.access.errors import AlreadyStaff, HasAnAccount, InvitationNotOpen
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.identity.accounts.password import PasswordRefused
from domain.shared.errors import InvalidValue
from domain.shared.ids import InvitationId
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere

PASSWORD = "correct horse battery staple"


class Mailbox:
    """A shop in memory whose mails are read."""

    def __init__(self, settings: Settings, clock: AdjustableClock) -> None:
        self.mails = MemoryMailTransport()
        self.app: Application = build(settings, Backend.MEMORY, Overrides(clock=clock, mails=self.mails))
        self.room = StaffRoom(self.app)

    def invite(self, *roles: str, actor: Actor = OPERATOR, email: str = "bea@example.com", locale: str = "en") -> InvitationId:
        command = InviteStaff(actor=actor, email=email, name="Bea Miller", roles=everywhere(*roles), locale=locale)
        return self.app.access.invite_staff(command).id

    def token(self) -> str:
        """Of the newest mail."""
        MemoryWorker(self.app).drain()
        found = re.search(r"/staff/join#token=([\w-]+)", self.mails.mails[-1].text)
        assert found is not None, self.mails.mails[-1].text
        return found.group(1)

    def accept(self, token: str, password: str | None = PASSWORD) -> Joined:
        return self.app.access.accept_invitation(AcceptInvitation(token=token, password=password))


@pytest.fixture
def box(settings: Settings, clock: AdjustableClock) -> Mailbox:
    return Mailbox(settings, clock)


def test_the_mail_says_who_invites_and_in_which_language(box: Mailbox) -> None:
    ada = box.room.working("Ada Lovelace", "owner")
    box.invite("support", actor=ada, locale="de")
    box.token()
    mail = box.mails.mails[-1]
    assert mail.recipient == "bea@example.com"
    assert "eingeladen" in mail.subject
    assert "Ada Lovelace" in mail.text


def test_somebody_without_an_account_gets_one(box: Mailbox) -> None:
    box.invite("support")
    joined = box.accept(box.token())
    [member] = box.app.access.list_staff(ListStaff(actor=OPERATOR))
    assert (joined.new_account, member.id, member.email, member.roles[0].id) == (True, joined.staff_id, "bea@example.com", "support")
    with box.room.unit_of_work() as uow:
        account = uow.accounts.get(joined.account_id)
    assert (account.first_name, account.last_name, account.has_password) == ("Bea", "Miller", True)


def test_somebody_with_an_account_keeps_it_and_its_password(box: Mailbox) -> None:
    account_id = box.room.account("Bea")
    box.invite("support", email="BEA@example.com")
    joined = box.accept(box.token(), "another password entirely")
    assert (joined.account_id, joined.new_account) == (account_id, False)
    with box.room.unit_of_work() as uow:
        assert not uow.accounts.get(account_id).has_password


def test_a_new_account_needs_a_password_that_is_hard_to_guess(box: Mailbox) -> None:
    box.invite("support")
    token = box.token()
    with pytest.raises(InvalidValue) as refusal:
        box.accept(token, None)
    assert refusal.value.field == "password"
    with pytest.raises(PasswordRefused):
        box.accept(token, "short")
    assert box.accept(token).new_account


def test_a_link_works_once(box: Mailbox) -> None:
    box.invite("support")
    token = box.token()
    box.accept(token)
    with pytest.raises(LinkNoLongerValid):
        box.accept(token)


@pytest.mark.parametrize("token", ["", "x", "A" * 64])
def test_a_made_up_link_opens_nothing(box: Mailbox, token: str) -> None:
    box.invite("support")
    with pytest.raises(LinkNoLongerValid):
        box.accept(token)


def test_a_link_runs_out(box: Mailbox, clock: AdjustableClock) -> None:
    box.invite("support")
    token = box.token()
    clock.advance(timedelta(days=7))
    with pytest.raises(LinkNoLongerValid):
        box.accept(token)


def test_an_invitation_taken_back_opens_nothing(box: Mailbox) -> None:
    invitation = box.invite("support")
    token = box.token()
    box.app.access.revoke_invitation(RevokeInvitation(actor=OPERATOR, invitation_id=invitation))
    with pytest.raises(InvitationNotOpen):
        box.accept(token)


def test_nothing_is_mailed_for_an_invitation_taken_back_before(box: Mailbox) -> None:
    invitation = box.invite("support")
    box.app.access.revoke_invitation(RevokeInvitation(actor=OPERATOR, invitation_id=invitation))
    MemoryWorker(box.app).drain()
    assert box.mails.mails == []


def test_an_invitation_sent_again_lets_in_once(box: Mailbox) -> None:
    invitation = box.invite("support")
    first = box.token()
    box.app.access.resend_invitation(ResendInvitation(actor=OPERATOR, invitation_id=invitation))
    second = box.token()
    assert first != second
    box.accept(second)
    with pytest.raises(InvitationNotOpen):
        box.accept(first)


def test_an_invitation_gives_nothing_that_its_inviter_lost(box: Mailbox) -> None:
    mona = box.room.hire("Mona", *everywhere("manager"))
    box.invite("support", actor=box.room.actor(mona))
    token = box.token()
    box.app.access.change_staff(ChangeStaff(actor=OPERATOR, staff_id=mona, roles=everywhere("analyst")))
    with pytest.raises(InvitationNotOpen):
        box.accept(token)


def test_an_invitation_of_somebody_who_left_gives_nothing(box: Mailbox) -> None:
    mona = box.room.hire("Mona", *everywhere("manager"))
    box.invite("support", actor=box.room.actor(mona))
    token = box.token()
    box.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=mona))
    with pytest.raises(InvitationNotOpen):
        box.accept(token)


def test_the_operator_appoints_the_first_owner(box: Mailbox) -> None:
    command = AppointStaff(actor=OPERATOR, email="ada@example.com", name="Ada", roles=everywhere("owner"), password=PASSWORD)
    assert box.app.access.appoint_staff(command).owner
    with pytest.raises(AlreadyStaff):
        box.app.access.appoint_staff(command)


def test_a_customers_account_is_not_appointed_with_somebody_elses_password(box: Mailbox) -> None:
    box.room.account("Ada")
    command = AppointStaff(actor=OPERATOR, email="ADA@example.com", name="Ada", roles=everywhere("owner"), password=PASSWORD)
    with pytest.raises(HasAnAccount):
        box.app.access.appoint_staff(command)
    assert box.app.access.list_staff(ListStaff(actor=OPERATOR)) == []


def test_an_appointed_address_must_be_one(box: Mailbox) -> None:
    command = AppointStaff(actor=OPERATOR, email="ada@", name="Ada", roles=everywhere("owner"), password=PASSWORD)
    with pytest.raises(InvalidValue) as refusal:
        box.app.access.appoint_staff(command)
    assert refusal.value.field == "email"
