"""Staff take a lost second factor off: for the owner's sake, never their own, never beyond what they may do themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from application.access.create_key import CreateKey
from application.access.create_role import CreateRole
from application.access.reset_second_factor import ResetSecondFactor
from application.access.start_impersonation import StartImpersonation
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.sign_in_by_link import SignInByLink
from application.shared.actor import FRESH_FOR, Actor
from domain.access.errors import GrantRefused, NotForMachines
from domain.access.staff_member import StaffMember
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.identity.accounts.requests import WantedLink
from domain.identity.second_factor.errors import ChallengeNotFound, SecondFactorNotEnabled
from domain.sessions.audience import Audience
from domain.shared.errors import EntityNotFound, FreshSignInRequired, InvalidValue, PermissionDenied, Unauthenticated
from domain.shared.ids import AccountId, StaffMemberId
from tests.support.accounts import ADA, FIREFOX, PHONE, PeopleUnderTest
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere
from tests.unit.identity.test_second_factor import actor, challenge, set_up, show


def reset(people: PeopleUnderTest, by: Actor, account_id: AccountId | None = None) -> None:
    people.app.access.reset_second_factor(ResetSecondFactor(actor=by, account_id=account_id or ada(people)))


def ada(people: PeopleUnderTest) -> AccountId:
    return next(AccountId(row.id) for row in people.database.committed("accounts") if row.email == ADA)


def helper(people: PeopleUnderTest, name: str = "Rita", *more: str) -> Actor:
    """May take second factors off, and nothing else but `more`."""
    people.app.access.create_role(CreateRole(actor=OPERATOR, name=f"Role of {name}", permissions=("second_factors.reset", *more)))
    return StaffRoom(people.app).working(name, f"Role of {name}")


def recorded(people: PeopleUnderTest) -> list[Any]:
    return [row for row in people.database.committed("audit_entries") if row.action == "access.reset_second_factor"]


def test_whoever_lost_it_gets_in_with_the_password_again_and_is_told(people: PeopleUnderTest) -> None:
    set_up(people)
    reset(people, helper(people))
    assert people.sign_in()
    assert any("taken off" in subject for subject in people.mailbox(ADA))


def test_every_session_ends_and_so_does_every_link_and_half_done_sign_in(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    people.clock.advance(timedelta(minutes=1))
    tokens = show(people, challenge(people), phone.code())
    waiting = challenge(people)
    people.app.accounts.request_link(RequestLink(email=ADA, wanted=WantedLink.LOGIN_LINK))
    link = people.token(ADA)
    by = helper(people)
    people.clock.advance(timedelta(minutes=1))
    reset(people, by)
    with pytest.raises(Unauthenticated):
        actor(people, tokens)
    with pytest.raises(ChallengeNotFound):
        show(people, waiting, phone.code())
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.sign_in_by_link(SignInByLink(token=link, device=PHONE))


def test_it_is_on_record_who_did_it_to_whom(people: PeopleUnderTest) -> None:
    set_up(people)
    rita = helper(people)
    reset(people, rita)
    rows = recorded(people)
    assert {row.who.account_id for row in rows} == {rita.account_id}
    assert {row.facts["account_id"] for row in rows} == {str(ada(people))}
    taken = next(row for row in rows if row.object_kind == "second_factor")
    assert (taken.before["sealed_secret"], taken.before["recovery_codes"], taken.after) == ("[secret]", "[secret]", None)


def test_a_plain_permission_to_look_after_staff_is_not_enough(people: PeopleUnderTest) -> None:
    set_up(people)
    support = StaffRoom(people.app).working("Sam", "support")
    with pytest.raises(PermissionDenied) as refusal:
        reset(people, support)
    assert refusal.value.permission == "second_factors.reset"


def test_nobody_takes_off_their_own(people: PeopleUnderTest) -> None:
    rita = helper(people)
    with pytest.raises(InvalidValue) as refusal:
        reset(people, rita, rita.account_id)
    assert refusal.value.field == "account_id"


def test_nobody_takes_off_anything_in_a_customers_place(people: PeopleUnderTest) -> None:
    """Neither the customer's, which is who they seem to be, nor their own, which is who they are."""
    set_up(people)
    rita = helper(people, "Rita", "customers.impersonate")
    command = StartImpersonation(actor=rita, account_id=ada(people), reason="test", device=FIREFOX)
    started = people.app.access.start_impersonation(command)
    acting = people.app.authenticate(started.access_token, frozenset({Audience.SHOP}))
    assert rita.account_id is not None
    for account_id in (ada(people), rita.account_id):
        with pytest.raises(PermissionDenied):
            reset(people, acting, account_id)
    # Not even when somebody gave such a session permissions by mistake.
    with pytest.raises(PermissionDenied):
        reset(people, replace(acting, permissions=rita.permissions, account_id=rita.account_id), ada(people))


def test_nobody_opens_the_door_of_who_may_do_more(people: PeopleUnderTest) -> None:
    set_up(people)
    appoint(people, ada(people), "owner")
    with pytest.raises(GrantRefused):
        reset(people, helper(people))
    reset(people, StaffRoom(people.app).working("Olga", "owner"))
    assert people.sign_in()


def test_credentials_must_have_been_shown_lately(people: PeopleUnderTest) -> None:
    set_up(people)
    rita = helper(people)
    people.clock.advance(FRESH_FOR + timedelta(seconds=1))
    with pytest.raises(FreshSignInRequired):
        reset(people, rita)


def test_machines_cannot_have_the_permission(people: PeopleUnderTest) -> None:
    owner = StaffRoom(people.app).working("Olga", "owner")
    with pytest.raises(NotForMachines):
        people.app.access.create_key(CreateKey(actor=owner, name="Robot", scopes=("second_factors.reset",)))


def test_it_is_said_when_there_is_nothing_to_take_off(people: PeopleUnderTest) -> None:
    people.registered()
    rita = helper(people)
    with pytest.raises(SecondFactorNotEnabled):
        reset(people, rita)
    with pytest.raises(EntityNotFound):
        reset(people, rita, AccountId(people.app.ids.new()))


def appoint(people: PeopleUnderTest, account_id: AccountId, role: str) -> None:
    room = StaffRoom(people.app)
    hired = room.hire("Model", *everywhere(role))
    with room.unit_of_work() as uow:
        given = uow.staff.get(hired).assignments
        uow.staff.add(StaffMember(StaffMemberId(people.app.ids.new()), account_id, "Ada", given, people.clock.now()))
        uow.commit()
