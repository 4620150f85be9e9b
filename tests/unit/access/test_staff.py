"""Staff, their roles, the last owner, keys and acting for customers, in memory."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from adapters.clock import AdjustableClock
from adapters.memory.queue import MemoryWorker
from adapters.settings import Settings
from application.access.built_in_roles import ANALYST, BUILT_IN, MANAGER, OWNER
from application.access.change_invitation import ResendInvitation, RevokeInvitation
from application.access.change_role import ChangeRole
from application.access.change_staff import ChangeStaff
from application.access.close_impersonations import CloseImpersonations
from application.access.create_role import CreateRole
from application.access.end_impersonation import EndImpersonation
from application.access.granting import PEOPLE_ONLY
from application.access.invite_staff import InviteStaff
from application.access.list_impersonations import ImpersonationView, ListImpersonations
from application.access.list_invitations import ListInvitations
from application.access.list_permissions import ListPermissions
from application.access.list_staff import ListStaff, ShowStaff
from application.access.lock_staff import LockStaff
from application.access.remove_role import RemoveRole
from application.access.remove_staff import RemoveStaff
from application.access.start_impersonation import StartImpersonation
from application.audit.ports import AuditFilter
from application.audit.search_entries import SearchEntries
from application.privacy.retention import ApplyRetention
from application.sessions.end_sessions import EndSessions
from application.sessions.sign_out import SignOut
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, Overrides, build
from domain.access.errors import AlreadyStaff, InvitationNotOpen, LastOwner, UnknownPermission
from domain.audit.entry import AuditEntry
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue, StaleVersion, Unauthenticated
from domain.shared.ids import RoleId, SessionId
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere

PHONE = Device("Firefox", "203.0.113.0/24")


def test_owners_hold_every_permission_and_built_in_roles_only_such_that_exist() -> None:
    assert OWNER.permissions == PERMISSIONS.keys()
    assert all(role.permissions <= PERMISSIONS.keys() for role in BUILT_IN)
    assert PERMISSIONS.keys() >= PEOPLE_ONLY


def test_a_manager_can_give_every_role_below() -> None:
    assert [role.code for role in BUILT_IN if not role.permissions <= MANAGER.permissions] == ["owner"]


def test_an_analyst_changes_nothing() -> None:
    assert [name for name in ANALYST.permissions if not name.endswith(".read")] == []


def test_the_last_owner_stays(room: StaffRoom) -> None:
    otto = room.hire("Otto", *everywhere("owner"))
    for attempt in (
        lambda: room.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=otto)),
        lambda: room.app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=otto)),
        lambda: room.app.access.change_staff(ChangeStaff(actor=OPERATOR, staff_id=otto, roles=everywhere("manager"))),
    ):
        with pytest.raises(LastOwner):
            attempt()


def test_an_owner_who_is_locked_does_not_count(room: StaffRoom) -> None:
    otto, olga = room.hire("Otto", *everywhere("owner")), room.hire("Olga", *everywhere("owner"))
    room.app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=olga))
    with pytest.raises(LastOwner):
        room.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=otto))
    room.app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=olga, locked=False))
    room.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=otto))
    assert [member.name for member in room.app.access.list_staff(ListStaff(actor=OPERATOR))] == ["Olga"]


def test_a_role_that_is_removed_is_lost_by_everybody(room: StaffRoom) -> None:
    role = room.app.access.create_role(CreateRole(actor=OPERATOR, name="Refunds", permissions=("orders.refund",)))
    bea = room.hire("Bea", *everywhere("Refunds", "analyst"))
    room.app.access.remove_role(RemoveRole(actor=OPERATOR, role_id=role.id))
    assert [held.id for held in room.app.access.show_staff(ShowStaff(actor=OPERATOR, staff_id=bea)).roles] == ["analyst"]


def test_whoever_has_a_changed_role_is_asked_anew(room: StaffRoom) -> None:
    role = room.app.access.create_role(CreateRole(actor=OPERATOR, name="Refunds", permissions=("orders.refund",)))
    room.hire("Bea", *everywhere("Refunds"))
    room.app.access.change_role(ChangeRole(actor=OPERATOR, role_id=role.id, permissions=("orders.read",)))
    assert room.actor(room.app.access.list_staff(ListStaff(actor=OPERATOR))[0].id).permissions == {"orders.read"}


@pytest.mark.parametrize("name", ["Owner", "owner", "refunds"])
def test_a_role_is_not_named_like_another(room: StaffRoom, name: str) -> None:
    room.app.access.create_role(CreateRole(actor=OPERATOR, name="Refunds", permissions=("orders.refund",)))
    with pytest.raises(AlreadyExists):
        room.app.access.create_role(CreateRole(actor=OPERATOR, name=name, permissions=("orders.refund",)))


def test_a_permission_that_does_not_exist_is_named_with_its_place(room: StaffRoom) -> None:
    with pytest.raises(UnknownPermission) as refusal:
        room.app.access.create_role(CreateRole(actor=OPERATOR, name="Odd", permissions=("orders.read", "orders.eat")))
    assert (refusal.value.field, refusal.value.permission) == ("permissions/1", "orders.eat")


def test_wrong_roles_and_channels_are_named_with_their_place(room: StaffRoom) -> None:
    bea = room.hire("Bea")
    with pytest.raises(InvalidValue) as refusal:
        room.app.access.change_staff(ChangeStaff(actor=OPERATOR, staff_id=bea, roles=everywhere("analyst", "king")))
    assert refusal.value.field == "roles/1/role"


def test_a_stale_change_is_refused(room: StaffRoom) -> None:
    bea = room.hire("Bea")
    with pytest.raises(StaleVersion):
        room.app.access.change_staff(ChangeStaff(actor=OPERATOR, staff_id=bea, name="Bee", expected_version=7))


def test_a_role_that_does_not_exist_is_not_found(room: StaffRoom) -> None:
    with pytest.raises(EntityNotFound):
        room.app.access.change_role(ChangeRole(actor=OPERATOR, role_id=RoleId(uuid4()), name="New"))


def test_permissions_are_listed_with_what_machines_may_have(room: StaffRoom) -> None:
    listed = {item.name: item.for_keys for item in room.app.access.list_permissions(ListPermissions(actor=OPERATOR))}
    assert listed.keys() == PERMISSIONS.keys()
    assert (listed["orders.read"], listed["keys.write"]) == (True, False)


def test_the_newest_invitation_of_an_address_counts(room: StaffRoom) -> None:
    for role in ("analyst", "support"):
        command = InviteStaff(actor=OPERATOR, email="Bea@Example.com", name="Bea", roles=everywhere(role))
        room.app.access.invite_staff(command)
    listed = room.app.access.list_invitations(ListInvitations(actor=OPERATOR))
    assert [(item.roles[0].id, item.state) for item in listed] == [("support", "open"), ("analyst", "revoked")]


def test_staff_are_not_invited_again(room: StaffRoom) -> None:
    room.hire("Bea")
    with pytest.raises(AlreadyStaff):
        room.app.access.invite_staff(InviteStaff(actor=OPERATOR, email="BEA@example.com", name="Bea", roles=everywhere("analyst")))


def test_an_invitation_runs_out_and_is_sent_again(room: StaffRoom, clock: AdjustableClock) -> None:
    command = InviteStaff(actor=OPERATOR, email="bea@example.com", name="Bea", roles=everywhere("analyst"))
    invitation = room.app.access.invite_staff(command)
    clock.advance(timedelta(days=8))
    assert room.app.access.list_invitations(ListInvitations(actor=OPERATOR))[0].state == "expired"
    again = room.app.access.resend_invitation(ResendInvitation(actor=OPERATOR, invitation_id=invitation.id))
    assert again.state == "open"
    room.app.access.revoke_invitation(RevokeInvitation(actor=OPERATOR, invitation_id=invitation.id))
    with pytest.raises(InvitationNotOpen):
        room.app.access.resend_invitation(ResendInvitation(actor=OPERATOR, invitation_id=invitation.id))
    clock.advance(timedelta(days=40))
    room.app.privacy.apply_retention(ApplyRetention())
    assert room.app.access.list_invitations(ListInvitations(actor=OPERATOR)) == []


def test_acting_for_a_customer_is_on_record_and_can_be_ended(room: StaffRoom) -> None:
    sam, customer = room.working("Sam", "support"), room.account("Carl")
    started = room.app.access.start_impersonation(StartImpersonation(actor=sam, account_id=customer, reason="Ticket 4711", device=PHONE))
    [record] = room.app.access.list_impersonations(ListImpersonations(actor=OPERATOR))
    assert (record.staff, record.account_id, record.reason, record.running) == ("Sam", customer, "Ticket 4711", True)
    room.app.access.end_impersonation(EndImpersonation(actor=sam, impersonation_id=started.id))
    assert not room.app.access.list_impersonations(ListImpersonations(actor=OPERATOR))[0].running


def acting(room: StaffRoom) -> str:
    """The token with which Sam acts for Carl."""
    sam, customer = room.working("Sam", "support"), room.account("Carl")
    command = StartImpersonation(actor=sam, account_id=customer, reason="Ticket 4711", device=PHONE)
    return room.app.access.start_impersonation(command).access_token


def on_record(room: StaffRoom) -> ImpersonationView:
    [record] = room.app.access.list_impersonations(ListImpersonations(actor=OPERATOR))
    return record


def audited(room: StaffRoom, action: str) -> list[AuditEntry]:
    return list(room.app.audit.search(SearchEntries(OPERATOR, AuditFilter(action=action))).items)


def test_signing_out_ends_acting_on_record(room: StaffRoom, clock: AdjustableClock) -> None:
    token = acting(room)
    clock.advance(timedelta(minutes=2))
    actor = room.app.authenticate(token, frozenset({Audience.SHOP}))
    room.app.sessions.sign_out(SignOut(session_id=actor.session_id))
    clock.advance(timedelta(minutes=1))
    MemoryWorker(room.app).drain()
    record = on_record(room)
    assert (record.running, record.ended_at) == (False, record.started_at + timedelta(minutes=2))
    assert len(audited(room, "access.impersonation_ended")) == 1


def test_a_customer_who_ends_the_session_ends_acting_on_record(room: StaffRoom) -> None:
    acting(room)
    customer = on_record(room).account_id
    own = Actor(ActorKind.CUSTOMER, "carl", account_id=customer, session_id=SessionId(uuid4()))
    room.app.sessions.end_sessions(EndSessions(actor=own))
    MemoryWorker(room.app).drain()
    assert on_record(room).ended_at is not None


def test_acting_that_nobody_ends_ends_on_record_when_its_time_is_over(room: StaffRoom, clock: AdjustableClock) -> None:
    acting(room)
    assert room.app.access.close_impersonations(CloseImpersonations()) == 0
    clock.advance(timedelta(minutes=20))
    assert on_record(room).ended_at == on_record(room).ends_at, "what is over is over, before anybody noted it"
    assert room.app.access.close_impersonations(CloseImpersonations()) == 1
    assert room.app.access.close_impersonations(CloseImpersonations()) == 0
    with room.unit_of_work() as uow:
        [stored] = uow.impersonations.recent(5)
        assert stored.ended_at == stored.ends_at
    assert len(audited(room, "access.impersonation_ended")) == 1


def test_acting_lasts_a_quarter_of_an_hour_however_long_tokens_live(settings: Settings, clock: AdjustableClock) -> None:
    app = build(settings.model_copy(update={"access_token_minutes": 60}), Backend.MEMORY, Overrides(clock=clock))
    token = acting(StaffRoom(app))
    clock.advance(timedelta(minutes=15))
    with pytest.raises(Unauthenticated):
        app.authenticate(token, frozenset({Audience.SHOP}))


def test_somebody_locked_out_acts_for_nobody(room: StaffRoom) -> None:
    staff_id = room.hire("Sam", *everywhere("support"))
    customer = room.account("Carl")
    command = StartImpersonation(actor=room.actor(staff_id), account_id=customer, reason="help", device=PHONE)
    room.app.access.start_impersonation(command)
    room.app.access.lock_staff(LockStaff(actor=OPERATOR, staff_id=staff_id))
    with room.unit_of_work() as uow:
        assert uow.sessions.open_of(customer, room.app.clock.now()) == []
