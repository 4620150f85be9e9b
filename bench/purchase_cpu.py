"""What one complete purchase costs: CPU of Python and of PostgreSQL, and statements, a step. `python -m bench.purchase_cpu [--profile]`.

The app is called as the server calls it (WSGI, one thread, no network), on embedded services of its own: a busy machine moves these
figures less than it moves throughput.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import os
import pstats
import random
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from werkzeug.test import create_environ

from bench.server import postgres_cpu
from bench.shop import CHECKOUT, Shop, furnish, shop

STEPS = ("new cart", "fill in", "place")


class Browser:
    """Buys over WSGI; `cpu` is Python's CPU seconds by step."""

    def __init__(self, app: Any, variants: list[str]) -> None:
        self.app, self.variants = app, variants
        self.random = random.Random(1)
        self.cpu: dict[str, list[float]] = {step: [] for step in STEPS}

    def send(self, step: str, method: str, path: str, body: object) -> dict[str, Any]:
        environ = create_environ(path, "http://127.0.0.1:8000", method=method, json=body)
        statuses: list[str] = []
        started = time.process_time()
        answer = self.app(environ, lambda status, _: statuses.append(status))
        bytes_ = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        self.cpu[step].append(time.process_time() - started)
        if not statuses[0].startswith("2"):
            raise RuntimeError(f"{method} {path}: {statuses[0]} {bytes_.decode()}")
        found: dict[str, Any] = json.loads(bytes_)
        return found

    def purchase(self) -> None:
        lines = [{"variant_id": self.random.choice(self.variants), "quantity": quantity} for quantity in (1, 2)]
        token = self.send("new cart", "POST", "/api/v1/carts", {"lines": lines})["token"]
        self.send("fill in", "PATCH", f"/api/v1/carts/{token}/checkout", CHECKOUT)
        placed = self.send("place", "POST", f"/api/v1/carts/{token}/checkout/place", {})
        if placed["status"] != "placed":
            raise RuntimeError(f"not placed: {placed}")


def server_of(folder: Path) -> int:
    """The process id of the embedded PostgreSQL."""
    return int(next(folder.rglob("postmaster.pid")).read_text().splitlines()[0])


class Statements:
    """Counts the statements that reach PostgreSQL by their first words, with the seconds until each was answered."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.took: Counter[str] = Counter()
        self._began = 0.0

    def listen(self) -> None:
        from sqlalchemy import Engine, event

        @event.listens_for(Engine, "before_cursor_execute")
        def begin(*_: Any) -> None:
            self._began = time.perf_counter()

        @event.listens_for(Engine, "after_cursor_execute")
        def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            text = " ".join(statement.split())[:80]
            self.seen[text] += 1
            self.took[text] += time.perf_counter() - self._began

        @event.listens_for(Engine, "commit")
        def committing(_connection: Any) -> None:
            self.seen["COMMIT"] += 1


def variants_of(app: Any, products: int) -> list[str]:
    client = app.test_client()
    slugs = [one["slug"] for one in client.get("/api/v1/products?limit=100").get_json()["data"]][:products]
    return [variant["id"] for slug in slugs for variant in client.get(f"/api/v1/products/{slug}").get_json()["variants"]]


def measure(made: Shop, purchases: int, rounds: int, profile: str | None, statements: bool) -> None:
    os.environ.update(made.environment | {"LOG_LEVEL": "INFO"})
    null = os.open(os.devnull, os.O_WRONLY)
    told = os.dup(1)
    os.dup2(null, 1)  # the log lines of requests are part of their cost, not of the report
    from adapters.http_flask.wsgi import app

    browser = Browser(app, variants_of(app, 60))
    for _ in range(60):
        browser.purchase()
    seen = Statements()
    if statements:
        seen.listen()
    each, server = list[tuple[float, ...]](), server_of(made.folder)
    for _ in range(rounds):
        browser.cpu = {step: [] for step in STEPS}
        before = postgres_cpu(server)
        for _ in range(purchases):
            browser.purchase()
        spent = postgres_cpu(server) - before
        each.append((*(statistics.fmean(times) * 1e6 for times in browser.cpu.values()), spent / purchases * 1e6))
    lines = []
    for name, of in (("best", min), ("median", statistics.median)):
        *python, postgres = (of(column) for column in zip(*each, strict=True))
        steps = ", ".join(f"{step} {cost:.0f}" for step, cost in zip(STEPS, python, strict=True))
        lines.append(f"{name:6} {sum(python):6.0f} µs Python ({steps}), {postgres:.0f} µs PostgreSQL")
    out = io.StringIO()
    if statements:
        whole = purchases * rounds
        lines += [f"{seen.seen[text] / whole:5.2f} {took / whole * 1e6:6.0f} µs {text}" for text, took in seen.took.most_common()]
        lines.append(f"{sum(seen.seen.values()) / whole:.1f} round trips")
    if profile:
        taken = cProfile.Profile()
        taken.runcall(lambda: [browser.purchase() for _ in range(200)])
        pstats.Stats(taken, stream=out).sort_stats(profile).print_stats(90)
        taken.dump_stats(made.folder / "purchase.prof")
    os.dup2(told, 1)
    print("\n".join(lines))
    print(out.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--purchases", type=int, default=25, help="in a round")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--products", type=int, default=500)
    parser.add_argument("--folder", type=Path, default=Path(".stoa/bench-purchase"))
    parser.add_argument("--profile", nargs="?", const="tottime", help="print where Python's time goes: tottime or cumtime")
    parser.add_argument("--statements", action="store_true", help="print the statements of a purchase, with how many of each")
    given = parser.parse_args()
    with shop(given.folder) as made:
        with made.serving() as server:
            furnish(made, server)
        made.import_catalogue(given.products)
        made.stoa("catalog", "reindex", "--json")
        measure(made, given.purchases, given.rounds, given.profile, given.statements)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
