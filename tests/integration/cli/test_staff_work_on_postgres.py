"""The command line from its own process and settings, over PostgreSQL, with a worker beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.clock import SystemClock
from adapters.settings import Settings
from bootstrap import Overrides, build
from tests.support.servers import ROOT
from tests.support.shop import ShopUnderTest
from tests.support.workers import mails, until, worker


class Terminal:
    def __init__(self, settings: Settings) -> None:
        self._environment = {
            **os.environ,
            "DATABASE_URL": settings.database_url,
            "REDIS_URL": settings.redis_url,
            "STOA_ENVIRONMENT": "test",
            "STOA_DATA_DIR": str(settings.data_dir),
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "adapters.cli.main", *arguments]
        return subprocess.run(command, env=self._environment, cwd=ROOT, capture_output=True, text=True, check=False)

    def data(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def shop(real_settings: Settings) -> Iterator[ShopUnderTest]:
    app = build(real_settings, overrides=Overrides(clock=SystemClock()))
    yield ShopUnderTest(app, SystemClock()).open()  # type: ignore[arg-type]  # nothing turns the clock here
    app.close()


def test_an_order_is_counted_shipped_and_mailed_from_the_terminal(shop: ShopUnderTest, real_settings: Settings) -> None:
    terminal = Terminal(real_settings)
    mug = shop.item("MUG", 1999, stock=10)
    number = shop.ordered({mug: 2}).order.number
    assert [row["number"] for row in terminal.data("orders", "list")] == [number]
    assert terminal.data("inventory", "set", "MUG", "main", "12", "--expected", "10")["on_hand"] == 12
    stale = terminal.run("inventory", "set", "MUG", "main", "9", "--expected", "10")
    assert (stale.returncode, stale.stdout) == (1, "")
    assert "stock_count_changed" in stale.stderr
    assert terminal.data("orders", "ship", number, "--carrier", "DHL")["status"] in ("shipped", "completed")
    assert terminal.data("outbox", "status")["waiting"] > 0
    with worker(real_settings):
        until(lambda: len(mails(real_settings.mail_directory)) == 2, 60)
        until(lambda: shop.app.deliveries.outbox.counts().in_delivery == 0, 60)
    assert terminal.data("outbox", "status")["failures"] == []
    assert terminal.data("catalog", "reindex") == {"products": 1}
    assert shop.stock_of(mug) == (10, 0)
