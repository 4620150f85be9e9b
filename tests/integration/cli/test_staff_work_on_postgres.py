"""The command line from its own process and settings, over PostgreSQL, with a worker beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from adapters.clock import SystemClock
from adapters.settings import Settings
from bootstrap import Overrides, build
from tests.support.cli_shop import CliShop
from tests.support.servers import ROOT
from tests.support.shop import ShopUnderTest
from tests.support.workers import mails, until, worker


def in_a_process_of_its_own(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "adapters.cli.main", *arguments]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def environment(real_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that commands know of the shop."""
    monkeypatch.setenv("DATABASE_URL", real_settings.database_url)
    monkeypatch.setenv("REDIS_URL", real_settings.redis_url)
    monkeypatch.setenv("STOA_ENVIRONMENT", "test")
    monkeypatch.setenv("STOA_DATA_DIR", str(real_settings.data_dir))


@pytest.fixture
def shop(real_settings: Settings) -> Iterator[ShopUnderTest]:
    app = build(real_settings, overrides=Overrides(clock=SystemClock()))
    yield ShopUnderTest(app, SystemClock()).open()  # type: ignore[arg-type]  # nothing turns the clock here
    app.close()


@pytest.mark.usefixtures("environment")
def test_an_order_is_counted_shipped_and_mailed_from_the_terminal(shop: ShopUnderTest, real_settings: Settings) -> None:
    terminal = CliShop(shop.goods)
    mug = shop.item("MUG", 1999, stock=10)
    number = shop.ordered({mug: 2}).order.number
    listed = in_a_process_of_its_own("orders", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    assert [row["number"] for row in json.loads(listed.stdout)] == [number]
    assert terminal.data("inventory", "set", "MUG", "main", "12", "--expected", "10")["on_hand"] == 12
    stale = in_a_process_of_its_own("inventory", "set", "MUG", "main", "9", "--expected", "10")
    assert (stale.returncode, stale.stdout) == (1, "")
    assert "stock_count_changed" in stale.stderr
    assert terminal.data("orders", "ship", number, "--carrier", "DHL")["status"] in ("shipped", "completed")
    assert terminal.data("outbox", "status")["waiting"] > 0
    with worker(real_settings):
        until(lambda: len(mails(real_settings.mail_directory)) == 2)
        until(lambda: shop.app.deliveries.outbox.counts().in_delivery == 0)
    assert terminal.data("outbox", "status")["failures"] == []
    assert terminal.data("catalog", "reindex") == {"products": 1}
    assert shop.stock_of(mug) == (10, 0)


def test_a_shop_gets_its_first_owner_colleagues_and_keys_from_the_terminal(shop: ShopUnderTest) -> None:
    terminal = CliShop(shop.goods, shop.app)
    owner = terminal.data("staff", "appoint", "ada@example.com", "--name", "Ada", "--role", "owner")
    assert owner["owner"]
    assert terminal.data("staff", "invite", "bea@example.com", "--name", "Bea", "--role", "support")["state"] == "open"
    listed = terminal.data("staff", "list")
    emails = [[row["email"] for row in listed[kind]] for kind in ("staff", "invitations")]
    assert emails == [["ada@example.com"], ["bea@example.com"]]
    assert "last_owner" in terminal.refusal("staff", "lock", "ada@example.com")
    assert terminal.data("staff", "new-password", "ada@example.com", "--yes")["password"] != owner["password"]
    secret = terminal.out("keys", "create", "Robot", "--scope", "orders.read", "--quota", "60").strip()
    assert "is revoked" in terminal.out("keys", "revoke", secret)
    [key] = terminal.data("keys", "list")
    assert (secret.startswith(key["prefix"]), key["revoked_at"] is not None, key["quota"]) == (True, True, 60)
