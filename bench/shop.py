"""A shop to be measured: its own services and data folder, a generated catalogue, one shipping zone, one tax zone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from adapters.embedded.services import EmbeddedServices
from bench.catalogue import write
from bench.server import Server, free_port, running

STOA = [sys.executable, "-m", "adapters.cli.main"]
ADDRESS = {"name": "Ada Lovelace", "lines": ["Invalidenstraße 117"], "city": "Berlin", "postal_code": "10115", "country": "DE"}
CHECKOUT = {
    "email": "ada@example.com",
    "shipping_address": ADDRESS,
    "billing_address": ADDRESS,
    "shipping_method": "parcel",
    "payment": {"method": "test", "card_number": "4242424242424242"},
}


@dataclass
class Shop:
    """`environment` points a process at the shop's services; `token` is a staff token."""

    folder: Path
    environment: dict[str, str]
    token: str = ""

    def stoa(self, *arguments: str) -> str:
        done = subprocess.run([*STOA, *arguments], env={**os.environ, **self.environment}, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"stoa {' '.join(arguments)}: {done.stderr or done.stdout}")
        return done.stdout

    def import_catalogue(self, products: int) -> float:
        """Import a generated catalogue; answers the seconds it took."""
        file = write(self.folder / f"catalogue-{products}.csv", products)
        started = time.perf_counter()
        self.stoa("catalog", "import", str(file), "--json")
        return time.perf_counter() - started

    def import_file(self, file: Path, mapping: str | None) -> float:
        """Import a real catalogue; answers the seconds it took."""
        started = time.perf_counter()
        self.stoa("catalog", "import", str(file), "--json", *(("--mapping", mapping) if mapping else ()))
        return time.perf_counter() - started

    @contextmanager
    def serving(self) -> Iterator[Server]:
        port = free_port()
        settings = {**self.environment, "STOA_PORT": str(port), "STOA_HOST": "127.0.0.1"}
        with running([*STOA, "serve"], port, "/health/live", settings, self.folder / "web.log") as server:
            yield server

    def call(self, server: Server, method: str, path: str, body: object = None, *, staff: bool = False) -> dict[str, object]:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.token}"} if staff else {})
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(server.url + path, data, headers, method=method), timeout=30) as answer:
            found: dict[str, object] = json.loads(answer.read())
        return found


@contextmanager
def shop(folder: Path) -> Iterator[Shop]:
    """Services in `folder`, an empty migrated database, one channel."""
    folder.mkdir(parents=True, exist_ok=True)
    services = EmbeddedServices(folder)
    services.start()
    try:
        environment = services.environment() | {
            "STOA_ENVIRONMENT": "test",
            "RATE_LIMITS_ENABLED": "false",
            "LOG_LEVEL": "INFO",
            "LOG_FORMAT": "json",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        made = Shop(folder, environment)
        made.stoa("migrate")
        made.token = made.stoa("staff", "token", "--json")
        if made.token.lstrip().startswith("{"):
            made.token = json.loads(made.token)["token"]
        yield made
    finally:
        services.stop()


def furnish(made: Shop, server: Server) -> None:
    """Channel, taxes and shipping, over the staff API as any shop would; a shop that is furnished stays as it is."""
    channels = made.call(server, "GET", "/api/v1/admin/channels", staff=True)["data"]
    assert isinstance(channels, list)
    if any(channel["code"] == "default" for channel in channels):
        return
    body = {"code": "default", "name": "Bench", "currency": "EUR", "locales": ["en"], "countries": ["DE"]}
    channel = made.call(server, "POST", "/api/v1/admin/channels", body, staff=True)
    made.call(server, "POST", "/api/v1/admin/stock-locations", {"code": "main", "name": "Main", "priority": 1}, staff=True)
    made.call(server, "POST", "/api/v1/admin/tax-categories", {"code": "standard", "name": "Standard"}, staff=True)
    rates = [{"category": "standard", "name": "MwSt", "percent": "19"}]
    made.call(server, "POST", "/api/v1/admin/tax-zones", {"name": "Germany", "areas": [{"country": "DE"}], "rates": rates}, staff=True)
    zone = made.call(server, "POST", "/api/v1/admin/shipping-zones", {"name": "Germany", "countries": ["DE"]}, staff=True)
    rate = {"channel_id": channel["id"], "kind": "flat", "amount": {"amount": 490, "currency": "EUR"}}
    method = {"code": "parcel", "name": {"en": "Parcel"}, "rates": [rate], "min_days": 1, "max_days": 3}
    made.call(server, "POST", f"/api/v1/admin/shipping-zones/{zone['id']}/methods", method, staff=True)
