"""What staff do from a terminal, on the shop in memory: tables, JSON, refusals, usage."""

from __future__ import annotations

import pytest

from adapters.memory.queue import MemoryWorker
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.facade import Application
from domain.notifications.message import Message, Template
from domain.shared.ids import EventId, MessageId
from tests.support.cli_shop import CliShop, memory_of, shop_in_memory
from tests.support.mails import an_order


@pytest.fixture
def shop(memory_app: Application) -> CliShop:
    shop = shop_in_memory(memory_app)
    main = shop.goods.location("main")
    for sku, count, threshold in (("COF-1", 40, 5), ("COF-2", 3, 5), ("TEA-1", 0, None)):
        shop.goods.stock(shop.goods.variant(sku), main, count, threshold=threshold)
    return shop


def test_stock_is_listed_for_people_and_for_programs(shop: CliShop) -> None:
    table = shop.out("inventory", "list", "--sku", "COF-")
    assert "COF-1" in table
    assert "TEA-1" not in table
    rows = shop.data("inventory", "list")
    assert [(row["sku"], row["on_hand"]) for row in rows] == [("COF-1", 40), ("COF-2", 3), ("TEA-1", 0)]


def test_low_stock_is_listed(shop: CliShop) -> None:
    assert [row["sku"] for row in shop.data("inventory", "low")] == ["COF-2"]


def test_a_count_is_set_when_nothing_happened_since(shop: CliShop) -> None:
    assert "COF-1 at main: 42 on hand (+2)" in shop.out("inventory", "set", "COF-1", "main", "42", "--expected", "40")
    assert shop.data("inventory", "list", "--sku", "COF-1")[0]["on_hand"] == 42


def test_a_count_based_on_an_old_look_is_refused(shop: CliShop) -> None:
    assert "(stock_count_changed)" in shop.refusal("inventory", "set", "COF-1", "main", "42", "--expected", "39")
    assert shop.data("inventory", "list", "--sku", "COF-1")[0]["on_hand"] == 40


def test_the_expected_count_is_not_optional(shop: CliShop) -> None:
    assert "--expected" in shop.misuse("inventory", "set", "COF-1", "main", "42")


def test_who_set_the_count_is_in_the_ledger(shop: CliShop) -> None:
    shop.out("inventory", "set", "COF-1", "main", "42", "--expected", "40", "--reason", "spring count")
    movement = memory_of_movements(shop)[-1]
    assert (movement.reason, movement.quantity) == ("spring count", 2)
    assert movement.actor.endswith("(terminal)")


def memory_of_movements(shop: CliShop) -> list[object]:
    assert shop.app is not None
    return memory_of(shop.app).committed("stock_movements")


def failed_delivery(shop: CliShop) -> None:
    """A message that is gone when it is to be sent."""
    app = shop.app
    assert app is not None
    now = app.clock.now()
    message = Message(
        MessageId(app.ids.new()), EventId(app.ids.new()), Template.ORDER_CONFIRMATION, "ada@example.com", "en", an_order(), now
    )
    with shop.goods.backend.unit_of_work() as uow:
        uow.messages.add(message)
        uow.commit()
    memory_of(app).table("messages").clear()
    MemoryWorker(app).drain()


def test_the_outbox_tells_what_failed_and_tries_again(shop: CliShop) -> None:
    failed_delivery(shop)
    text = shop.out("outbox", "status")
    assert "1 retried; 0 given up" in text
    assert "notifications.send_message" in text
    assert "EntityNotFound" in text
    failure = shop.data("outbox", "status")["failures"][0]
    assert shop.data("outbox", "retry", failure["event_id"]) == {"retried": 1}
    assert shop.data("outbox", "retry", "--all") == {"retried": 1}


def test_retry_wants_one_event_or_all(shop: CliShop) -> None:
    assert "--all" in shop.misuse("outbox", "retry")
    assert "UUID" in shop.misuse("outbox", "retry", "nonsense")


def test_an_empty_outbox_says_so(shop: CliShop) -> None:
    assert shop.data("outbox", "status", "--given-up")["failures"] == []


def test_reindexing_counts_products(shop: CliShop) -> None:
    assert shop.data("catalog", "reindex").keys() == {"products"}


@pytest.fixture
def _in_a_test_environment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("STOA_ENVIRONMENT", "test")
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)
    monkeypatch.delenv("STOA_SECRET_KEY", raising=False)


@pytest.mark.usefixtures("_in_a_test_environment")
def test_a_token_works_for_what_it_names(shop: CliShop, settings: Settings) -> None:
    issued = shop.data("staff", "token", "--name", "ada", "--permissions", "orders.read,orders.cancel", "--days", "2")
    from adapters.clock import SystemClock

    actor = StaffTokens(settings.signing_key, SystemClock()).authenticate(issued["token"])
    assert (actor.label, actor.permissions) == ("ada", frozenset({"orders.read", "orders.cancel"}))


@pytest.mark.usefixtures("_in_a_test_environment")
def test_a_token_for_programs_is_the_only_line(shop: CliShop) -> None:
    [line] = shop.out("staff", "token").splitlines()
    assert line.count(".") == 2


def test_an_unknown_permission_is_a_wrong_use(shop: CliShop) -> None:
    assert "orders.raed" in shop.misuse("staff", "token", "--permissions", "orders.raed")
    assert "orders.read" in shop.data("staff", "permissions")


@pytest.mark.parametrize("group", ["inventory", "orders", "outbox", "staff", "catalog"])
def test_every_command_shows_an_example(shop: CliShop, group: str) -> None:
    from typer.main import get_command

    from adapters.cli.main import app as stoa

    commands = get_command(stoa).commands[group].commands  # type: ignore[attr-defined]  # a group
    for command in commands.values():
        assert "Example" in (command.help or ""), command.name
