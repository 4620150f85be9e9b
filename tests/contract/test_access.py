"""The contracts of roles, staff, invitations, keys and impersonations, and of what every request may read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adapters.memory.access.reading import MemoryKeyUses, MemoryStaffRights
from adapters.persistence.access.reading import SqlKeyUses, SqlStaffRights
from application.access.built_in_roles import ANALYST, OWNER, WAREHOUSE
from domain.access.api_key import ApiKey
from domain.access.errors import AlreadyStaff
from domain.access.impersonation import LASTS, Impersonation
from domain.access.invitation import Invitation, InvitationState
from domain.access.role import Assignment, Role
from domain.access.staff_member import StaffMember
from domain.catalog.channel import Channel
from domain.identity.accounts.account import Account
from domain.shared.currency import Currency
from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.shared.ids import (
    AccountId,
    ApiKeyId,
    ChannelId,
    ImpersonationId,
    InvitationId,
    MailedSecretId,
    RoleId,
    SessionId,
    StaffMemberId,
)
from tests.contract.conftest import BackendUnderTest


def saved(backend: BackendUnderTest, repository: str, aggregate: Any) -> Any:
    with backend.unit_of_work() as uow:
        getattr(uow, repository).add(aggregate)
        uow.commit()
    return aggregate


def an_account(backend: BackendUnderTest, email: str = "bea@example.com") -> AccountId:
    account_id = AccountId(backend.ids.new())
    saved(backend, "accounts", Account(account_id, email, backend.clock.now(), locale="en"))
    return account_id


def a_channel(backend: BackendUnderTest) -> ChannelId:
    channel_id = ChannelId(backend.ids.new())
    saved(backend, "channels", Channel(channel_id, "eu", "Europe", Currency("EUR"), backend.clock.now()))
    return channel_id


def a_role(backend: BackendUnderTest, name: str = "Refunds", *permissions: str) -> Role:
    held = frozenset(permissions or ("orders.read",))
    role: Role = saved(backend, "roles", Role(RoleId(backend.ids.new()), name, "", held, backend.clock.now()))
    return role


def staff(backend: BackendUnderTest, account_id: AccountId, *assignments: Assignment, name: str = "Bea") -> StaffMember:
    member = StaffMember(StaffMemberId(backend.ids.new()), account_id, name, assignments, backend.clock.now())
    stored: StaffMember = saved(backend, "staff", member)
    return stored


def a_key(backend: BackendUnderTest, prefix: str = "stoa_aaaaaaaaaa", **options: Any) -> ApiKey:
    key: ApiKey = saved(
        backend,
        "api_keys",
        ApiKey(ApiKeyId(backend.ids.new()), "Robot", prefix, b"x" * 32, ("orders.read",), backend.clock.now(), **options),
    )
    return key


def rights(backend: BackendUnderTest) -> MemoryStaffRights | SqlStaffRights:
    if backend.memory is not None:
        return MemoryStaffRights(backend.memory)
    assert backend.reads is not None
    return SqlStaffRights(backend.reads)


def key_uses(backend: BackendUnderTest) -> MemoryKeyUses | SqlKeyUses:
    if backend.memory is not None:
        return MemoryKeyUses(backend.memory)
    assert backend.reads is not None
    return SqlKeyUses(backend.reads)


def test_roles_are_listed_by_name_and_read_back_whole(backend: BackendUnderTest) -> None:
    for name in ("B", "A"):
        a_role(backend, name, "orders.refund", "orders.read")
    with backend.unit_of_work() as uow:
        found = uow.roles.all()
    assert [role.name for role in found] == ["A", "B"]
    assert found[0].permissions == ("orders.read", "orders.refund")


def test_a_role_name_is_taken_once_in_any_case(backend: BackendUnderTest) -> None:
    a_role(backend, "Refunds")
    with pytest.raises(AlreadyExists):
        a_role(backend, "refunds")


def test_a_role_can_be_changed_and_removed(backend: BackendUnderTest) -> None:
    role = a_role(backend)
    with backend.unit_of_work() as uow:
        uow.roles.get(role.id).change(backend.clock.now(), permissions=frozenset(("orders.cancel",)))
        uow.commit()
    with backend.unit_of_work() as uow:
        found = uow.roles.get(role.id)
        assert (found.permissions, found.version) == (("orders.cancel",), 2)
        uow.roles.remove(found)
        uow.commit()
    with backend.unit_of_work() as uow, pytest.raises(EntityNotFound):
        uow.roles.get(role.id)


def test_staff_keep_their_roles_everywhere_and_by_channel(backend: BackendUnderTest) -> None:
    account_id, channel_id = an_account(backend), a_channel(backend)
    given = {Assignment(ANALYST.id), Assignment(WAREHOUSE.id, channel_id)}
    member = staff(backend, account_id, *given)
    with backend.unit_of_work() as uow:
        found = uow.staff.find_by_account(account_id)
        assert found is not None
        assert (found.id, set(found.assignments), found.locked) == (member.id, given, False)
        assert uow.staff.find_by_account(AccountId(backend.ids.new())) is None


def test_an_account_and_its_member_may_be_made_in_one_transaction(backend: BackendUnderTest) -> None:
    account_id, now = AccountId(backend.ids.new()), backend.clock.now()
    with backend.unit_of_work() as uow:
        uow.accounts.add(Account(account_id, "new@example.com", now, locale="en"))
        uow.staff.add(StaffMember(StaffMemberId(backend.ids.new()), account_id, "New", (), now))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.staff.find_by_account(account_id) is not None


def test_an_account_is_staff_once(backend: BackendUnderTest) -> None:
    account_id = an_account(backend)
    staff(backend, account_id)
    with pytest.raises(AlreadyStaff):
        staff(backend, account_id)


def test_whoever_has_the_turn_sees_what_was_before(backend: BackendUnderTest) -> None:
    member = staff(backend, an_account(backend))
    with backend.unit_of_work() as uow:
        uow.staff.take_turn()
        uow.staff.get(member.id).lock(backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        uow.staff.take_turn()
        assert [found.locked for found in uow.staff.all()] == [True]


def test_changes_of_listed_staff_tell_their_events(backend: BackendUnderTest) -> None:
    member = staff(backend, an_account(backend), Assignment(ANALYST.id))
    with backend.unit_of_work() as uow:
        [found] = uow.staff.all()
        found.lose_role(ANALYST.id, backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.staff.get(member.id).assignments == ()


def test_invitations_are_listed_the_newest_first(backend: BackendUnderTest) -> None:
    now = backend.clock.now()
    made = []
    for number in range(2):
        key, secret = InvitationId(backend.ids.new()), MailedSecretId(backend.ids.new())
        made.append(
            Invitation(key, f"p{number}@example.com", "P", "en", (Assignment(ANALYST.id),), None, secret, now + timedelta(hours=number))
        )
        saved(backend, "invitations", made[-1])
    with backend.unit_of_work() as uow:
        assert [item.id for item in uow.invitations.all()] == [made[1].id, made[0].id]
        newest = uow.invitations.all()[0]
        assert (newest.state, newest.by_operator) == (InvitationState.OPEN, True)


def test_the_prefix_of_a_key_is_unique(backend: BackendUnderTest) -> None:
    a_key(backend)
    with pytest.raises(AlreadyExists):
        a_key(backend)


def test_a_key_is_found_by_its_prefix_whole(backend: BackendUnderTest) -> None:
    channel_id = a_channel(backend)
    key = a_key(backend, channels=(channel_id,), quota=60, expires_at=backend.clock.now() + timedelta(days=1))
    found = key_uses(backend).find(key.prefix)
    assert found is not None
    assert (found.id, found.secret_hash, found.scopes, found.channels) == (key.id, b"x" * 32, ("orders.read",), (channel_id,))
    assert (found.quota, found.expires_at) == (60, key.expires_at)
    assert key_uses(backend).find("stoa_bbbbbbbbbb") is None


def test_the_last_use_is_noted_once_an_hour(backend: BackendUnderTest) -> None:
    key, start = a_key(backend), backend.clock.now()
    for minutes, noted in ((0, 0), (59, 0), (61, 61)):
        key_uses(backend).used(key.id, start + timedelta(minutes=minutes))
        with backend.unit_of_work() as uow:
            assert uow.api_keys.get(key.id).last_used_at == start + timedelta(minutes=noted)


def test_noting_a_use_moves_no_version(backend: BackendUnderTest) -> None:
    key = a_key(backend)
    key_uses(backend).used(key.id, backend.clock.now())
    with backend.unit_of_work() as uow:
        assert uow.api_keys.get(key.id).version == 1


def test_impersonations_that_run_are_found_by_their_staff(backend: BackendUnderTest) -> None:
    now, ada = backend.clock.now(), AccountId(backend.ids.new())
    keys = [ImpersonationId(backend.ids.new()) for _ in range(2)]
    for key in keys:
        customer, session = AccountId(backend.ids.new()), SessionId(backend.ids.new())
        saved(backend, "impersonations", Impersonation(key, ada, customer, session, "asked for help", now))
    with backend.unit_of_work() as uow:
        uow.impersonations.get(keys[0]).end(now + timedelta(minutes=1))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [item.id for item in uow.impersonations.running_of(ada, now + timedelta(minutes=2))] == [keys[1]]
        assert uow.impersonations.running_of(ada, now + LASTS) == []
        assert {item.id for item in uow.impersonations.recent(5)} == set(keys)


def test_impersonations_are_found_by_session_and_by_their_end_until_it_is_on_record(backend: BackendUnderTest) -> None:
    now, ada = backend.clock.now(), AccountId(backend.ids.new())
    keys = [ImpersonationId(backend.ids.new()) for _ in range(2)]
    sessions = [SessionId(backend.ids.new()) for _ in range(2)]
    for key, session in zip(keys, sessions, strict=True):
        saved(backend, "impersonations", Impersonation(key, ada, AccountId(backend.ids.new()), session, "asked for help", now))
    with backend.unit_of_work() as uow:
        first = uow.impersonations.open_in(sessions[0])
        assert first is not None
        assert first.id == keys[0]
        assert uow.impersonations.run_out(now + LASTS - timedelta(seconds=1)) == []
        first.end(now + timedelta(minutes=1))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.impersonations.open_in(sessions[0]) is None
        assert uow.impersonations.open_in(SessionId(backend.ids.new())) is None
        assert [item.id for item in uow.impersonations.run_out(now + LASTS)] == [keys[1]]


def test_persons_are_known_by_address_in_any_case_while_their_account_is_open(backend: BackendUnderTest) -> None:
    account_id = an_account(backend, "Bea@example.com")
    with backend.unit_of_work() as uow:
        assert uow.persons.find_by_email("bea@EXAMPLE.com") == account_id
        assert uow.persons.emails([account_id]) == {account_id: "Bea@example.com"}
        assert uow.persons.lock_active(account_id)
        uow.accounts.get(account_id).lock("asked for it", backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        assert not uow.persons.lock_active(account_id)
        assert not uow.persons.lock_active(AccountId(backend.ids.new()))


def test_rights_are_what_the_roles_allow_and_where(backend: BackendUnderTest) -> None:
    account_id, channel_id, role = an_account(backend), a_channel(backend), a_role(backend, "Refunds", "orders.refund")
    staff(backend, account_id, Assignment(ANALYST.id), Assignment(role.id, channel_id))
    held = rights(backend).of(account_id)
    assert held is not None
    assert (held.permissions, held.by_channel, held.label) == (ANALYST.permissions, {channel_id: frozenset(("orders.refund",))}, "Bea")


def test_owners_hold_everything(backend: BackendUnderTest) -> None:
    account_id = an_account(backend)
    staff(backend, account_id, Assignment(OWNER.id))
    held = rights(backend).of(account_id)
    assert held is not None
    assert held.permissions == OWNER.permissions


def test_customers_and_locked_staff_have_no_rights(backend: BackendUnderTest) -> None:
    customer, locked_out, locked_account = (an_account(backend, f"{name}@example.com") for name in ("a", "b", "c"))
    member = staff(backend, locked_out, Assignment(OWNER.id))
    staff(backend, locked_account, Assignment(OWNER.id))
    with backend.unit_of_work() as uow:
        uow.staff.get(member.id).lock(backend.clock.now())
        uow.accounts.get(locked_account).lock("lost device", backend.clock.now())
        uow.commit()
    assert [rights(backend).of(key) for key in (customer, locked_out, locked_account)] == [None, None, None]


def test_a_role_that_is_no_more_allows_nothing(backend: BackendUnderTest) -> None:
    account_id, role = an_account(backend), a_role(backend)
    staff(backend, account_id, Assignment(role.id))
    with backend.unit_of_work() as uow:
        uow.roles.remove(uow.roles.get(role.id))
        uow.commit()
    held = rights(backend).of(account_id)
    assert held is not None
    assert held.permissions == frozenset()


def test_channels_are_known_by_code(backend: BackendUnderTest) -> None:
    channel_id = a_channel(backend)
    with backend.unit_of_work() as uow:
        assert uow.shop_channels.codes() == {channel_id: "eu"}
