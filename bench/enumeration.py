"""Whether the time of an answer tells which addresses are known: `python -m bench.enumeration [--samples 400]`.

A measurement, not a test: machines are noisy. Every address is asked about once, known and unknown ones in random order, over HTTP
with one connection, each from a network of its own. For each endpoint: medians, the share of pairs in which the known address
took longer (0.5: time tells nothing), and its z-score (rank sum test; beyond ±3 there is something to see).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

from adapters.settings import load_settings
from bench.machine import facts
from bench.measure import RESULTS
from bench.server import Server
from bench.shop import Shop, shop
from bootstrap import Backend, build
from domain.identity.accounts.account import Account
from domain.shared.ids import AccountId
from tests.support.signed_in import sign_in
from wiring.identity import password_hasher

PASSWORD = "blaue banane 7"
#: Requests before it counts.
WARM = 20
#: Endpoint → body for an address.
ASKED: dict[str, Callable[[str], dict[str, str]]] = {
    # By somebody who is signed in, another one each time.
    "me/email": lambda email: {"email": email},
    "auth/login": lambda email: {"email": email, "password": "wrong guess 1"},
    "auth/register": lambda email: {"email": email, "password": PASSWORD},
    "auth/confirm/resend": lambda email: {"email": email},
    "auth/password-reset": lambda email: {"email": email},
    "auth/login-link": lambda email: {"email": email},
}


@dataclass(frozen=True)
class Row:
    """Milliseconds; `longer` is the share of pairs in which the known address took longer."""

    endpoint: str
    known: float
    unknown: float
    longer: float
    z: float

    @property
    def as_json(self) -> dict[str, Any]:
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in vars(self).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=400, help="addresses of each kind, an endpoint")
    samples = parser.parse_args().samples
    with tempfile.TemporaryDirectory() as folder, shop(Path(folder)) as made:
        made.environment["TRUSTED_PROXIES"] = "1"
        with made.serving() as server:
            tokens = people(made, server, samples)
            rows = [measured(server, endpoint, samples, tokens if endpoint.startswith("me/") else []) for endpoint in ASKED]
    show(rows, samples)
    found = {"title": "Known and unknown addresses", "machine": facts(), "samples": samples, "rows": [row.as_json for row in rows]}
    (RESULTS / "enumeration.json").write_text(json.dumps(found, indent=1) + "\n")


def people(made: Shop, server: Server, samples: int) -> list[str]:
    """Accounts whose address is known, as many for each endpoint; all with one password, hashed once. Answers access tokens of others."""
    os.environ.update(made.environment)
    settings = load_settings(_env_file=None, base_url=server.url)
    hashed = password_hasher(settings).hash(PASSWORD)
    app = build(settings, Backend.REAL)
    unit_of_work = app.accounts.show_account._handler.unit_of_work  # type: ignore[attr-defined]
    for endpoint in ASKED:
        with unit_of_work() as uow:
            for number in range(samples):
                account_id = AccountId(app.ids.new())
                uow.accounts.add(
                    Account(account_id, address(endpoint, "known", number), app.clock.now(), locale="en", password_hash=hashed)
                )
            uow.commit()
    tokens = [sign_in(app).access_token for _ in range(2 * samples + WARM)]
    app.close()
    return tokens


def address(endpoint: str, kind: str, number: int) -> str:
    """Of the same length, whatever its kind."""
    return f"{kind.rjust(7, 'x')}-{number:05}@{endpoint.replace('/', '-')}.example"


def measured(server: Server, endpoint: str, samples: int, tokens: list[str]) -> Row:
    """`tokens` are used up, one a request, where there are any."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    for number in range(WARM):
        ask(connection, endpoint, f"warm-{number}@up.example", tokens)
    order = [(kind, number) for kind in ("known", "unknown") for number in range(samples)]
    random.shuffle(order)
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for kind, number in order:
        times[kind].append(ask(connection, endpoint, address(endpoint, kind, number), tokens))
    connection.close()
    longer = share_longer(times["known"], times["unknown"])
    z = (longer - 0.5) / sqrt((2 * samples + 1) / (12 * samples * samples))
    return Row(endpoint, statistics.median(times["known"]), statistics.median(times["unknown"]), longer, z)


def ask(connection: http.client.HTTPConnection, endpoint: str, email: str, tokens: list[str]) -> float:
    """Milliseconds of one answer."""
    network = ".".join(str(random.randrange(1, 255)) for _ in range(4))
    headers = {"Content-Type": "application/json", "X-Forwarded-For": network}
    if tokens:
        headers["Authorization"] = f"Bearer {tokens.pop()}"
    body = json.dumps(ASKED[endpoint](email))
    started = time.perf_counter()
    connection.request("POST", f"/api/v1/{endpoint}", body, headers)
    answer = connection.getresponse()
    answer.read()
    taken = (time.perf_counter() - started) * 1000
    if answer.status not in (202, 401):
        raise RuntimeError(f"{endpoint} answered {answer.status}")
    return taken


def share_longer(known: list[float], unknown: list[float]) -> float:
    """Mann and Whitney's U as a share of all pairs."""
    wins = sum((one > other) + (one == other) / 2 for one in known for other in unknown)
    return wins / (len(known) * len(unknown))


def show(rows: list[Row], samples: int) -> None:
    table = Table(title=f"Known and unknown addresses, {samples} of each")
    for column in ("endpoint", "known, median ms", "unknown, median ms", "known took longer", "z"):
        table.add_column(column)
    for row in rows:
        table.add_row(row.endpoint, f"{row.known:.2f}", f"{row.unknown:.2f}", f"{row.longer:.3f}", f"{row.z:+.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
