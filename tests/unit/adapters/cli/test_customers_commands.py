"""`stoa customers`."""

from __future__ import annotations

import pytest

from application.customers.customer_notes import WriteNote
from application.facade import Application
from application.shared.actor import Actor
from domain.shared.ids import AccountId
from tests.support.cli_shop import CliShop, shop_in_memory
from tests.support.people import account_behind


@pytest.fixture
def shop(memory_app: Application) -> CliShop:
    return shop_in_memory(memory_app)


@pytest.fixture
def ada(memory_app: Application) -> AccountId:
    return account_behind(memory_app, "ada@example.com", "Ada")


def test_customers_are_listed_and_searched(shop: CliShop, ada: AccountId) -> None:
    assert [row["id"] for row in shop.data("customers", "list")] == [str(ada)]
    assert "ada@example.com" in shop.out("customers", "list", "AD")
    assert "No customer matches" in shop.out("customers", "list", "bob")


def test_one_is_shown_by_address_or_id(shop: CliShop, memory_app: Application, staff: Actor, ada: AccountId) -> None:
    memory_app.customers.write_note(WriteNote(staff, ada, "Likes tea."))
    for who in ("ADA@example.com", str(ada)):
        shown = shop.data("customers", "show", who)
        assert (shown["name"], shown["state"]) == ("Ada", "active")
        assert "Likes tea." in shown["notes"][0]
    assert "Likes tea." in shop.out("customers", "show", str(ada))


def test_whoever_is_not_there_is_told_without_the_address(shop: CliShop) -> None:
    refusal = shop.refusal("customers", "show", "nobody@example.com")
    assert "No customer" in refusal
    assert "nobody" not in refusal


def test_a_lost_second_factor_is_taken_off_where_there_is_one(shop: CliShop, ada: AccountId) -> None:
    assert "second_factor_not_enabled" in shop.refusal("customers", "reset-second-factor", str(ada))


def test_a_customer_is_locked_out_and_let_in(shop: CliShop, ada: AccountId) -> None:
    assert shop.data("customers", "lock", "ada@example.com", "--reason", "stolen") == {"id": str(ada), "state": "locked"}
    assert shop.data("customers", "list", "--state", "locked")[0]["id"] == str(ada)
    assert "active" in shop.out("customers", "unlock", str(ada))
