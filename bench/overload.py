"""2,000 connections on the checkout path: what is answered and how fast, what is refused, and recovery. `python -m bench.overload`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.run import lines_file, product_pages, variants_of
from bench.server import Server
from bench.shop import CHECKOUT, Shop, furnish, shop
from bench.wrk import SCRIPTS

RESULT = Path(__file__).parent / "results" / "overload.json"
CARTS = 2000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--products", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, shop(Path(folder)) as made:
        with made.serving() as server:
            furnish(made, server)
        made.import_catalogue(options.products)
        made.stoa("catalog", "reindex")
        with made.serving() as server:
            values = prepare(made, server)
            phases = measure(server, values, options.connections, options.seconds)
    show(phases)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"connections": options.connections, "phases": phases}, indent=2) + "\n")


def prepare(made: Shop, server: Server) -> dict[str, str]:
    """Carts with a complete checkout, and variants for new ones."""
    variants = variants_of(server, product_pages(server, 100), 200)
    tokens = []
    for number in range(CARTS):
        lines = [{"variant_id": variants[number % len(variants)], "quantity": 1}]
        tokens.append(str(made.call(server, "POST", "/api/v1/carts", {"lines": lines})["token"]))
    return {
        "TOKENS_FILE": lines_file(made.folder, "tokens.txt", tokens),
        "VARIANTS_FILE": lines_file(made.folder, "variants.txt", variants),
        "CHECKOUT_BODY": json.dumps(CHECKOUT),
        "LUA_FOLDER": str(SCRIPTS),
    }


def measure(server: Server, values: dict[str, str], connections: int, seconds: int) -> dict[str, dict[str, Any]]:
    load(server, values, 8, 3)  # warm
    phases = {"8 before": load(server, values, 8, 5), f"{connections} at once": load(server, values, connections, seconds)}
    time.sleep(2)
    return phases | {"8, two seconds later": load(server, values, 8, 5)}


def load(server: Server, values: dict[str, str], connections: int, seconds: int) -> dict[str, Any]:
    command = ["wrk", f"-c{connections}", "-t1", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPTS / "overload.lua"), server.url]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | values, timeout=seconds + 90, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), None)
    if line is None:
        raise RuntimeError(f"wrk gave no result:\n{done.stdout}\n{done.stderr}")
    found: dict[str, Any] = json.loads(line.removeprefix("RESULT "))
    return found


def show(phases: dict[str, dict[str, Any]]) -> None:
    table = Table("connections", "answered/s", "p50 ms", "p95", "p99", "slowest", "refused/s", "refused p50", "refused p99", "errors")
    keys = ("answered_per_second", "p50", "p95", "p99", "slowest", "refused_per_second", "refused_p50", "refused_p99", "errors")
    for name, phase in phases.items():
        table.add_row(name, *(f"{phase[key]:,.0f}" for key in keys))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
