"""The demo shop's owner: told once, never a second one, never somebody else's account, and not in production by itself."""

from __future__ import annotations

import json
import re

import pytest

from adapters.cli.run import _introduce as introduce
from adapters.demo.loader import DemoShop, Loaded
from adapters.demo.owner import EMAIL, demo_owner
from adapters.http_flask.app import create_app
from adapters.settings import Settings
from application.access.invite_staff import InviteStaff
from application.access.list_staff import ListStaff
from application.facade import Application
from tests.support.cli_shop import CliShop, shop_in_memory
from tests.support.staff_room import OPERATOR, StaffRoom, everywhere


@pytest.fixture
def shop(memory_app: Application, monkeypatch: pytest.MonkeyPatch) -> CliShop:
    """The goods are tested elsewhere, and take their time."""
    monkeypatch.setattr(DemoShop, "load", lambda *_: Loaded.COMPLETE)
    monkeypatch.setenv("STOA_ENVIRONMENT", "development")
    return shop_in_memory(memory_app)


def credentials(printed: str) -> dict[str, str]:
    found = re.search(r"\{.*\}", printed)
    assert found is not None, printed
    data: dict[str, str] = json.loads(found.group())
    return data


def owners(app: Application) -> list[str]:
    return [member.email for member in app.access.list_staff(ListStaff(actor=OPERATOR)) if member.owner]


def test_what_is_printed_signs_in_and_opens_the_staffs_side(shop: CliShop, memory_app: Application, settings: Settings) -> None:
    client = create_app(memory_app, settings).test_client()
    answer = client.post("/api/v1/auth/login", json=credentials(shop.out("demo")))
    assert answer.status_code == 200, answer.json
    listed = client.get("/api/v1/admin/staff", headers={"Authorization": f"Bearer {answer.json['access_token']}"})
    assert (listed.status_code, listed.json["data"][0]["email"]) == (200, EMAIL)


def test_a_second_start_keeps_the_password_and_says_how_to_get_another(shop: CliShop, memory_app: Application, settings: Settings) -> None:
    first = shop.out("demo", "--quiet")
    again = shop.out("demo")
    assert credentials(first)["password"] not in again
    assert f"stoa staff new-password {EMAIL}" in again
    assert shop.out("demo", "--quiet") == ""
    assert create_app(memory_app, settings).test_client().post("/api/v1/auth/login", json=credentials(first)).status_code == 200


def test_production_gets_an_owner_only_when_asked(shop: CliShop, memory_app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOA_ENVIRONMENT", "production")
    assert "owner" not in shop.out("demo")
    assert owners(memory_app) == []
    assert "password" in shop.out("demo", "--owner")
    assert owners(memory_app) == [EMAIL]


def test_without_an_owner_there_is_none(shop: CliShop, memory_app: Application) -> None:
    assert "owner" not in shop.out("demo", "--no-owner")
    assert owners(memory_app) == []


def test_a_shop_with_goods_of_its_own_gets_none(shop: CliShop, memory_app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DemoShop, "load", lambda *_: Loaded.NOT_EMPTY)
    assert "owner" not in shop.out("demo")
    assert owners(memory_app) == []


def test_a_shop_with_staff_or_invitations_gets_none(memory_app: Application) -> None:
    memory_app.access.invite_staff(InviteStaff(actor=OPERATOR, email="ada@example.com", name="Ada", roles=everywhere("owner")))
    assert demo_owner(memory_app, OPERATOR) is None
    StaffRoom(memory_app).hire("Bea", *everywhere("analyst"))
    assert demo_owner(memory_app, OPERATOR) is None


def test_a_customer_with_the_owners_address_does_not_become_the_owner(memory_app: Application) -> None:
    StaffRoom(memory_app).account("Owner")
    assert demo_owner(memory_app, OPERATOR) is None
    assert owners(memory_app) == []


def test_the_password_is_long_and_random(memory_app: Application) -> None:
    owner = demo_owner(memory_app, OPERATOR)
    assert owner is not None
    assert owner.password is not None
    assert len(owner.password) >= 20
    assert owner.password not in repr(owner)


def test_the_shop_that_opens_says_how_to_sign_in_beside_the_addresses(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    introduce(settings, "Its owner signs in with …\n  {}")
    said = capsys.readouterr().out
    assert said.index("Swagger UI") < said.index("  Its owner signs in with …\n    {}\n") < said.index("A staff token:  make token")
    introduce(settings, "")
    assert "owner" not in capsys.readouterr().out
