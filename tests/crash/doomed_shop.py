"""A shop of real processes on services of its own, with somebody who kills them at random moments."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from adapters.cli.supervisor import Child, Supervisor
from adapters.clock import SystemClock
from adapters.embedded import EmbeddedServices
from adapters.persistence.migrate import migrate
from adapters.settings import Settings, load_settings
from bootstrap import build
from domain.shared.ids import VariantId
from tests.support.shop import ShopUnderTest

ROOT = Path(__file__).parents[2]
STOA = [sys.executable, "-m", "adapters.cli.main"]


@dataclass
class DoomedShop:
    """`url` answers whenever nobody was just killed. `kills` counts what was done to it."""

    settings: Settings
    services: EmbeddedServices
    supervisor: Supervisor
    url: str
    items: list[VariantId]
    messages: list[str] = field(default_factory=list)
    kills: int = 0
    restarts: int = 0

    def until_live(self, seconds: float = 180) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/health/ready", timeout=30):
                return
            time.sleep(0.1)
        raise AssertionError("the shop did not come back:\n" + "\n".join(self.messages[-40:]))

    def kill_somebody(self, rng: random.Random) -> None:
        """SIGKILL a web process, the whole web server, or the worker."""
        child = rng.choice(self.supervisor.children)
        if child.process is None:
            return
        with suppress(psutil.NoSuchProcess):
            parts = psutil.Process(child.process.pid).children(recursive=True)
            victim = rng.choice([psutil.Process(child.process.pid), *parts])
            victim.kill()
            self.kills += 1

    def restart_database(self) -> None:
        """As a crash of the machine would: PostgreSQL and all its connections end at once, then it recovers its log."""
        process = self.services.postgres._postmaster()
        assert process is not None
        process.send_signal(signal.SIGQUIT)
        process.wait(90)
        self.services.postgres.start()
        self.restarts += 1


def _watch(shop: DoomedShop, done: threading.Event) -> None:
    while not done.wait(0.1):
        for child in shop.supervisor.children:
            child.pause = 0.25  # Whoever is killed on purpose is no crash loop.
        shop.supervisor.watch()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def doomed_shop(folder: Path, items: int) -> Iterator[DoomedShop]:
    services = EmbeddedServices(folder)
    services.start()
    port, done = _free_port(), threading.Event()
    environment = services.environment() | {"STOA_ENVIRONMENT": "test", "STOA_PORT": str(port), "RATE_LIMITS_ENABLED": "false"}
    environment |= {"MAIL_TRANSPORT": "folder", "MAIL_FOLDER": str(folder / "mails"), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    try:
        migrate(environment["DATABASE_URL"])
        settings = _settings(environment)
        made = _furnish(settings, items)
        messages: list[str] = []
        children = [Child("web", [*STOA, "serve"], 36), Child("worker", [*STOA, "worker"], 33)]
        supervisor = Supervisor(children, {**os.environ, **environment}, folder / "pids", messages.append)
        shop = DoomedShop(settings, services, supervisor, f"http://127.0.0.1:{port}", made, messages)
        supervisor.start()
        watcher = threading.Thread(target=_watch, args=(shop, done))
        watcher.start()
        try:
            shop.until_live()
            yield shop
        finally:
            done.set()
            watcher.join()
            supervisor.stop()
    finally:
        services.stop()


def _settings(environment: dict[str, str]) -> Settings:
    return load_settings(
        _env_file=None,
        environment="test",
        database_url=environment["DATABASE_URL"],
        redis_url=environment["REDIS_URL"],
        secret_key=environment["STOA_SECRET_KEY"],
        data_dir=Path(environment["STOA_DATA_DIR"]),
        mail_folder=Path(environment["MAIL_FOLDER"]),
    )


def _furnish(settings: Settings, items: int) -> list[VariantId]:
    app = build(settings)
    try:
        shop = ShopUnderTest(app, SystemClock()).open()  # type: ignore[arg-type]  # nobody turns this clock
        return [shop.item(f"ITEM-{number}", 1000 + number, stock=1_000) for number in range(items)]
    finally:
        app.close()


def ask(method: str, url: str, body: Any = None, key: str | None = None) -> tuple[int, Any]:
    """One request; (0, None) when the server died under it."""
    headers = {"Content-Type": "application/json"} | ({"Idempotency-Key": key} if key else {})
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.loads(refusal.read() or b"null")
    except (OSError, ValueError):
        return 0, None
