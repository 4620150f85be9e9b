"""Staff and keys at the terminal, on the shop in memory."""

from __future__ import annotations

import pytest

from application.facade import Application
from application.identity.accounts.sign_in import SignIn
from application.sessions.opening import IssuedTokens
from application.sessions.refresh_session import RefreshSession
from domain.identity.accounts.errors import InvalidCredentials
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.sessions.errors import InvalidRefreshToken
from tests.support.cli_shop import CliShop, shop_in_memory
from tests.support.staff_room import StaffRoom, everywhere


@pytest.fixture
def shop(memory_app: Application) -> CliShop:
    return shop_in_memory(memory_app)


@pytest.fixture
def room(memory_app: Application) -> StaffRoom:
    return StaffRoom(memory_app)


def test_a_new_shop_invites_its_owner(shop: CliShop) -> None:
    assert "Nobody works here yet" in shop.out("staff", "list")
    assert "is invited until" in shop.out("staff", "invite", "ada@example.com", "--name", "Ada", "--role", "owner")
    [invited] = shop.data("staff", "list")["invitations"]
    assert (invited["email"], invited["roles"], invited["state"]) == ("ada@example.com", [{"role": "owner", "channel": None}], "open")


def admin_sign_in(shop: CliShop, email: str, password: str) -> IssuedTokens:
    assert shop.app is not None
    command = SignIn(email=email, password=password, audience=Audience.ADMIN, device=Device("Firefox", "203.0.113.0/24"))
    return shop.app.accounts.sign_in(command)


def test_the_first_owner_is_appointed_and_signs_in(shop: CliShop) -> None:
    made = shop.data("staff", "appoint", "ada@example.com", "--name", "Ada", "--role", "owner")
    assert made["owner"] is True
    admin_sign_in(shop, "ada@example.com", made["password"])
    assert made["password"] not in shop.out("staff", "list", "--json")
    assert "already_staff" in shop.refusal("staff", "appoint", "ada@example.com", "--name", "Ada", "--role", "owner")
    assert "there is no such role" in shop.refusal("staff", "appoint", "bea@example.com", "--name", "Bea", "--role", "king")


def test_a_new_password_is_the_only_one_and_ends_what_was_open(shop: CliShop) -> None:
    first = shop.data("staff", "appoint", "ada@example.com", "--name", "Ada", "--role", "owner")["password"]
    before = admin_sign_in(shop, "ada@example.com", first)
    second = shop.out("staff", "new-password", "ada@example.com", "--yes").split()[-1]
    assert second != first
    admin_sign_in(shop, "ada@example.com", second)
    with pytest.raises(InvalidCredentials):
        admin_sign_in(shop, "ada@example.com", first)
    assert shop.app is not None
    with pytest.raises(InvalidRefreshToken):
        shop.app.sessions.refresh(RefreshSession(refresh_token=before.refresh_token))
    assert "stoa staff list" in shop.refusal("staff", "new-password", "nobody@example.com", "--yes")


def test_staff_are_listed_locked_and_let_in_again(shop: CliShop, room: StaffRoom) -> None:
    room.hire("Ada", *everywhere("owner"))
    room.hire("Bea", *everywhere("support"))
    assert "bea@example.com" in shop.out("staff", "list")
    assert "is locked out" in shop.out("staff", "lock", "Bea@example.com")
    assert [member["locked"] for member in shop.data("staff", "list")["staff"]] == [False, True]
    assert "works here: Support" in shop.out("staff", "unlock", "bea@example.com")


def test_roles_are_given_by_channel(shop: CliShop, room: StaffRoom) -> None:
    shop.goods.channel(code="eu")
    room.hire("Bea")
    given = shop.data("staff", "assign", "bea@example.com", "--role", "support@eu", "--role", "analyst")
    assert sorted((role["role"], role["channel"]) for role in given["roles"]) == [("analyst", None), ("support", "eu")]
    assert "there is no such role" in shop.refusal("staff", "assign", "bea@example.com", "--role", "king")


def test_the_last_owner_stays(shop: CliShop, room: StaffRoom) -> None:
    room.hire("Ada", *everywhere("owner"))
    assert "last_owner" in shop.refusal("staff", "remove", "ada@example.com", "--yes")
    assert "last_owner" in shop.refusal("staff", "lock", "ada@example.com")


def test_somebody_unknown_is_told_where_to_look(shop: CliShop) -> None:
    assert "stoa staff list" in shop.refusal("staff", "lock", "nobody@example.com")


def test_roles_and_what_they_allow_are_listed(shop: CliShop) -> None:
    roles = {role["role"]: role["permissions"] for role in shop.data("staff", "roles")}
    assert "orders.fulfil" in roles["warehouse"]
    assert set(roles) >= {"owner", "manager", "support", "warehouse", "marketing", "analyst"}


def test_the_secret_of_a_key_is_shown_once(shop: CliShop) -> None:
    secret = shop.out("keys", "create", "Robot", "--scope", "orders.read", "--days", "30", "--quota", "60").strip()
    [key] = shop.data("keys", "list")
    assert secret.startswith(f"{key['prefix']}_")
    assert secret not in shop.out("keys", "list", "--json")
    assert (key["scopes"], key["quota"], key["revoked_at"]) == (["orders.read"], 60, None)
    assert key["prefix"] in shop.out("keys", "list")


def test_a_key_is_revoked_by_its_beginning(shop: CliShop) -> None:
    secret = shop.out("keys", "create", "Robot", "--scope", "orders.read").strip()
    assert "is revoked" in shop.out("keys", "revoke", secret)
    assert "revoked" in shop.out("keys", "list")
    assert "No key begins like this" in shop.refusal("keys", "revoke", "stoa_nothing")


def test_a_scope_that_is_for_people_is_refused(shop: CliShop) -> None:
    assert "not_for_machines" in shop.refusal("keys", "create", "Robot", "--scope", "keys.write")
