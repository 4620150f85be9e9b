"""`stoa sessions`: keys and signing out from the terminal."""

from __future__ import annotations

import pytest

from application.facade import Application
from application.sessions.opening import IssuedTokens
from application.sessions.refresh_session import RefreshSession
from tests.support.cli_shop import CliShop, shop_in_memory
from tests.support.signed_in import account_of, sign_in


@pytest.fixture
def shop(memory_app: Application) -> CliShop:
    return shop_in_memory(memory_app)


def works(app: Application, issued: IssuedTokens) -> bool:
    return bool(app.sessions.refresh(RefreshSession(issued.refresh_token)).access_token)


def test_a_shop_without_sign_ins_has_no_key_yet(shop: CliShop) -> None:
    assert "no key yet" in shop.out("sessions", "keys")


def test_a_new_key_waits_until_everybody_knows_it(shop: CliShop) -> None:
    assert shop.app is not None
    issued = sign_in(shop.app)
    made = shop.data("sessions", "rotate-keys")
    states = {key["id"]: key["state"] for key in shop.data("sessions", "keys")}
    assert states[made["id"]] == "next"
    assert sorted(states.values()) == ["next", "signing"]
    assert works(shop.app, issued)


def test_a_key_in_wrong_hands_is_replaced_at_once(shop: CliShop) -> None:
    assert shop.app is not None
    issued = sign_in(shop.app)
    assert shop.out("sessions", "rotate-keys", "--now").startswith("Key ")
    assert sorted(key["state"] for key in shop.data("sessions", "keys")) == ["past", "signing"]
    assert works(shop.app, issued)


def test_somebody_is_signed_out_everywhere(shop: CliShop) -> None:
    assert shop.app is not None
    ada = account_of(shop.app, "ada@example.com")
    for _ in range(2):
        sign_in(shop.app, ada)
    assert shop.data("sessions", "end", str(ada)) == {"ended": 2}
    assert shop.out("sessions", "end", str(ada)) == "0 sessions ended.\n"
