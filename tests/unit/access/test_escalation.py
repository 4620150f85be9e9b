"""Attacks: somebody who may look after staff, roles or keys tries to hold more than before, by each way there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.clock import AdjustableClock
from application.access.assigning import GivenRole
from application.access.change_role import ChangeRole
from application.access.change_staff import ChangeStaff
from application.access.create_key import CreateKey
from application.access.create_role import CreateRole
from application.access.invite_staff import InviteStaff
from application.access.list_keys import ListKeys
from application.access.lock_staff import LockStaff
from application.access.remove_role import RemoveRole
from application.access.remove_staff import RemoveStaff
from application.access.start_impersonation import StartImpersonation
from application.access.take_over_key import TakeOverKey
from application.catalog.create_channel import CreateChannel
from application.shared.actor import Actor
from domain.access.errors import BuiltInRole, GrantRefused, NotACustomer, NotForMachines
from domain.sessions.device import Device
from domain.shared.errors import FreshSignInRequired, PermissionDenied
from domain.shared.ids import RoleId, StaffMemberId
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere

PHONE = Device("Firefox", "203.0.113.0/24")


def own_role(room: StaffRoom, name: str, *permissions: str) -> RoleId:
    return room.app.access.create_role(CreateRole(actor=OPERATOR, name=name, permissions=permissions)).id


@pytest.fixture
def recruiter_id(room: StaffRoom) -> StaffMemberId:
    """May look after staff, roles and keys, and read orders; nothing else."""
    own_role(room, "Recruiter", "staff.read", "staff.write", "roles.read", "roles.write", "keys.read", "keys.write", "orders.read")
    return room.hire("Rita", *everywhere("Recruiter"))


@pytest.fixture
def recruiter(room: StaffRoom, recruiter_id: StaffMemberId) -> Actor:
    return room.actor(recruiter_id)


def test_nobody_makes_themselves_owner(room: StaffRoom, recruiter: Actor, recruiter_id: StaffMemberId) -> None:
    with pytest.raises(GrantRefused) as refusal:
        room.app.access.change_staff(ChangeStaff(actor=recruiter, staff_id=recruiter_id, roles=everywhere("Recruiter", "owner")))
    assert "orders.refund" in refusal.value.permissions


def test_nobody_gives_a_role_beyond_their_own(room: StaffRoom, recruiter: Actor) -> None:
    friend = room.hire("Fred")
    with pytest.raises(GrantRefused):
        room.app.access.change_staff(ChangeStaff(actor=recruiter, staff_id=friend, roles=everywhere("support")))


def test_nobody_makes_a_role_of_what_they_do_not_hold(room: StaffRoom, recruiter: Actor) -> None:
    with pytest.raises(GrantRefused):
        room.app.access.create_role(CreateRole(actor=recruiter, name="Mine", permissions=("orders.refund",)))


def test_nobody_widens_a_role_that_they_have(room: StaffRoom, recruiter: Actor) -> None:
    own = next(role for role in room.app.access.list_roles._handler(None) if role.name == "Recruiter")  # type: ignore[attr-defined]
    with pytest.raises(GrantRefused):
        room.app.access.change_role(ChangeRole(actor=recruiter, role_id=own.id, permissions=(*own.permissions, "orders.refund")))


def test_nobody_narrows_or_removes_a_role_beyond_their_own(room: StaffRoom, recruiter: Actor) -> None:
    theirs = own_role(room, "Refunds", "orders.read", "orders.refund")
    with pytest.raises(GrantRefused):
        room.app.access.change_role(ChangeRole(actor=recruiter, role_id=theirs, permissions=("orders.read",)))
    with pytest.raises(GrantRefused):
        room.app.access.remove_role(RemoveRole(actor=recruiter, role_id=theirs))


def test_built_in_roles_stay_as_they_are(room: StaffRoom) -> None:
    analyst = next(role for role in room.app.access.list_roles._handler(None) if role.code == "analyst")  # type: ignore[attr-defined]
    with pytest.raises(BuiltInRole):
        room.app.access.change_role(ChangeRole(actor=OPERATOR, role_id=analyst.id, permissions=("orders.refund",)))
    with pytest.raises(BuiltInRole):
        room.app.access.remove_role(RemoveRole(actor=OPERATOR, role_id=analyst.id))


def test_nobody_invites_somebody_above_themselves(room: StaffRoom, recruiter: Actor) -> None:
    with pytest.raises(GrantRefused):
        room.app.access.invite_staff(InviteStaff(actor=recruiter, email="me.again@example.com", name="Me", roles=everywhere("owner")))


def test_nobody_makes_a_key_beyond_their_own_rights(room: StaffRoom, recruiter: Actor) -> None:
    with pytest.raises(GrantRefused):
        room.app.access.create_key(CreateKey(actor=recruiter, name="Mine", scopes=("orders.refund",)))


def test_nobody_takes_over_a_key_beyond_their_own_rights(room: StaffRoom, recruiter: Actor) -> None:
    key = room.app.access.create_key(CreateKey(actor=OPERATOR, name="Refunds", scopes=("orders.refund",))).key
    with pytest.raises(GrantRefused):
        room.app.access.take_over_key(TakeOverKey(actor=recruiter, key_id=key.id))


@pytest.mark.parametrize("scope", ["staff.write", "roles.write", "keys.write", "customers.impersonate"])
def test_no_machine_lets_others_in(room: StaffRoom, scope: str) -> None:
    with pytest.raises(NotForMachines) as refusal:
        room.app.access.create_key(CreateKey(actor=OPERATOR, name="Robot", scopes=("orders.read", scope)))
    assert refusal.value.field == "scopes/1"


def test_nobody_locks_out_or_removes_who_may_do_more(room: StaffRoom, recruiter: Actor) -> None:
    room.hire("Otto", *everywhere("owner"))
    manager = room.hire("Mona", *everywhere("manager"))
    with pytest.raises(GrantRefused):
        room.app.access.lock_staff(LockStaff(actor=recruiter, staff_id=manager))
    with pytest.raises(GrantRefused):
        room.app.access.remove_staff(RemoveStaff(actor=recruiter, staff_id=manager))
    with pytest.raises(GrantRefused):
        room.app.access.change_staff(ChangeStaff(actor=recruiter, staff_id=manager, roles=()))


def test_rights_of_one_channel_give_rights_of_that_channel_alone(room: StaffRoom) -> None:
    for code in ("eu", "us"):
        room.app.catalog.create_channel(CreateChannel(actor=OPERATOR, code=code, name=code, currency="EUR"))
    local = room.actor(room.hire("Lea", GivenRole("manager", "eu")))
    friend = room.hire("Fred")
    changed = room.app.access.change_staff(ChangeStaff(actor=local, staff_id=friend, roles=(GivenRole("support", "eu"),)))
    assert [(role.id, role.channel) for role in changed.roles] == [("support", "eu")]
    for wider in (GivenRole("support", "us"), GivenRole("support")):
        with pytest.raises(PermissionDenied):
            room.app.access.change_staff(ChangeStaff(actor=local, staff_id=friend, roles=(GivenRole("support", "eu"), wider)))


def test_a_token_that_remembers_more_than_its_person_holds_gives_nothing(room: StaffRoom, recruiter: Actor) -> None:
    remembering = replace(recruiter, permissions=OPERATOR.permissions)
    with pytest.raises(GrantRefused):
        room.app.access.create_key(CreateKey(actor=remembering, name="Late", scopes=("orders.refund",)))


def test_somebody_removed_a_moment_ago_gives_nothing(room: StaffRoom, recruiter: Actor, recruiter_id: StaffMemberId) -> None:
    room.app.access.remove_staff(RemoveStaff(actor=OPERATOR, staff_id=recruiter_id))
    with pytest.raises(GrantRefused):
        room.app.access.create_key(CreateKey(actor=recruiter, name="Late", scopes=("orders.read",)))
    assert room.app.access.list_keys(ListKeys(actor=OPERATOR)) == []


def test_an_old_session_gives_nothing(room: StaffRoom, recruiter: Actor, clock: AdjustableClock) -> None:
    clock.advance(timedelta(minutes=16))
    with pytest.raises(FreshSignInRequired):
        room.app.access.create_key(CreateKey(actor=recruiter, name="Robot", scopes=("orders.read",)))


def test_nobody_acts_for_staff(room: StaffRoom) -> None:
    owner = room.hire("Otto", *everywhere("owner"))
    support = room.working("Sam", "support")
    with pytest.raises(NotACustomer):
        room.app.access.start_impersonation(
            StartImpersonation(actor=support, account_id=_account(room, owner), reason="curious", device=PHONE)
        )


def test_whoever_acts_for_somebody_acts_for_nobody_else(room: StaffRoom) -> None:
    support, customer = room.working("Sam", "support"), room.account("Carl")
    acting = replace(support, impersonator_id=support.account_id)
    with pytest.raises(PermissionDenied):
        room.app.access.start_impersonation(StartImpersonation(actor=acting, account_id=customer, reason="again", device=PHONE))


def _account(room: StaffRoom, staff_id: StaffMemberId):  # type: ignore[no-untyped-def]
    with room.unit_of_work() as uow:
        return uow.staff.get(staff_id).account_id
