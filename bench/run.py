"""Measures the storefront: reads, add to cart, complete checkout, each beside its floor. `python -m bench.run --help`."""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from bench import floor
from bench.measure import Measurement, Report
from bench.server import Server, free_port, granian, running
from bench.shop import CHECKOUT, Shop, furnish, shop

CONNECTIONS = (1, 32, 1000)
LIST, FILTERED = "/api/v1/products?limit=20", "/api/v1/products?limit=20&price_to=10000&sort=price"


def fetch(server: Server, path: str) -> bytes:
    with urlopen(server.url + path, timeout=30) as answer:
        body: bytes = answer.read()
    return body


def lines_file(folder: Path, name: str, lines: list[str]) -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def product_pages(server: Server, wanted: int) -> list[dict[str, Any]]:
    """The first `wanted` products of the list, by walking its pages."""
    found: list[dict[str, Any]] = []
    path: str | None = "/api/v1/products?limit=100"
    while path and len(found) < wanted:
        page = json.loads(fetch(server, path))
        found += page["data"]
        path = page["links"].get("next")
        path = re.sub(r"^https?://[^/]+", "", path) if path else None
    return found[:wanted]


def measure_reads(report: Report, made: Shop, server: Server, products: list[dict[str, Any]], seconds: int) -> None:
    details = [f"/api/v1/products/{product['slug']}" for product in random.Random(1).sample(products, min(200, len(products)))]
    cases = {"list of 20": [LIST], "filtered list": [FILTERED], "detail": details}
    for name, paths in cases.items():
        values = {"PATHS_FILE": lines_file(made.folder, "paths.txt", paths)}
        bytes_file = made.folder / "floor.bytes"
        bytes_file.write_bytes(fetch(server, paths[0]))
        for connections in CONNECTIONS:
            base = read_floor(report, made, bytes_file, name, connections, seconds)
            report.measure(name, server, "get.lua", connections, seconds, values, floor=base)


def read_floor(report: Report, made: Shop, content: Path, name: str, connections: int, seconds: int) -> Measurement:
    port = free_port()
    settings = {"FLOOR_BYTES": str(content), "PYTHONPATH": made.environment["PYTHONPATH"]}
    with running(granian("bench.floor:app", port), port, "/read", settings, made.folder / "floor.log") as bare:
        values = {"PATHS_FILE": lines_file(made.folder, "floor-paths.txt", ["/read"])}
        return report.measure(f"floor of {name}", bare, "get.lua", connections, seconds, values)


def write_floor(report: Report, made: Shop, connections: int, seconds: int) -> Measurement:
    port = free_port()
    url = made.environment["DATABASE_URL"]
    settings = {"FLOOR_DATABASE_URL": url, "PYTHONPATH": made.environment["PYTHONPATH"]}
    with running(granian("bench.floor:app", port), port, "/read", settings, made.folder / "floor.log") as bare:
        values = {
            "PATHS_FILE": lines_file(made.folder, "floor-paths.txt", ["/write"]),
            "BODIES_FILE": lines_file(made.folder, "floor-bodies.txt", ["{}"]),
        }
        return report.measure("floor of writes", bare, "post.lua", connections, seconds, values)


def measure_add_to_cart(report: Report, made: Shop, server: Server, variants: list[str], seconds: int) -> None:
    """Into 2,000 carts of one line, one more unit or line each time: carts stay small, as shoppers' carts do."""
    tokens = []
    for number in range(2000):
        body = {"lines": [{"variant_id": variants[number % len(variants)], "quantity": 1}]}
        tokens.append(str(made.call(server, "POST", "/api/v1/carts", body)["token"]))
    values = {
        "PATHS_FILE": lines_file(made.folder, "carts.txt", [f"/api/v1/carts/{token}/lines" for token in tokens]),
        "BODIES_FILE": lines_file(made.folder, "bodies.txt", [json.dumps({"variant_id": key, "quantity": 1}) for key in variants[:5]]),
    }
    for connections in CONNECTIONS:
        base = write_floor(report, made, connections, seconds)
        report.measure("add to cart", server, "post.lua", connections, seconds, values, floor=base)


def measure_purchases(
    report: Report, made: Shop, server: Server, variants: list[str], seconds: int, at: tuple[int, ...] = (1, 8, 32)
) -> None:
    values = {"VARIANTS_FILE": lines_file(made.folder, "variants.txt", variants), "CHECKOUT_BODY": json.dumps(CHECKOUT)}
    for connections in at:
        report.measure("complete checkout", server, "purchase.lua", connections, seconds, values, threads=connections)


def variants_of(server: Server, products: list[dict[str, Any]], wanted: int) -> list[str]:
    found: list[str] = []
    for product in products:
        detail = json.loads(fetch(server, f"/api/v1/products/{product['slug']}"))
        found += [variant["id"] for variant in detail["variants"]]
        if len(found) >= wanted:
            break
    return found[:wanted]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--file", type=Path, help="a real catalogue instead of a generated one; with a --folder and --name of its own")
    parser.add_argument("--mapping", help="how to read the file, when it is no Shopify CSV")
    parser.add_argument("--seconds", type=int, default=8, help="length of each measurement")
    parser.add_argument("--only", default="reads,cart,checkout", help="parts to run, by comma")
    parser.add_argument("--folder", type=Path, default=Path(".stoa/bench"), help="where the measured shop lives; kept for the next run")
    parser.add_argument("--name", default="storefront", help="name of the result file")
    given = parser.parse_args()
    with shop(given.folder) as made:
        with made.serving() as server:
            furnish(made, server)
        took = made.import_file(given.file, given.mapping) if given.file else made.import_catalogue(given.products)
        # In a running shop the worker does this while the import goes on; here no worker takes part.
        products = int(json.loads(made.stoa("catalog", "reindex", "--json"))["products"])
        report = Report(f"Stoa, {products} products", {"products": products, "catalogue": given.file.name if given.file else "generated"})
        report.facts["import"] = {"seconds": round(took, 2), "products_per_second": round(products / took)}
        floor.prepare(made.environment["DATABASE_URL"])
        with made.serving() as server:
            run_parts(report, made, server, given.only.split(","), given.seconds)
            report.facts["web_worker_mb"] = round(server.worker_memory_mb(), 1)
    report.print()
    print(json.dumps(report.facts), report.save(given.name))


def run_parts(report: Report, made: Shop, server: Server, parts: list[str], seconds: int) -> None:
    products = product_pages(server, 1000)
    if "reads" in parts:
        measure_reads(report, made, server, products, seconds)
    variants = variants_of(server, products, 500)
    if "cart" in parts:
        measure_add_to_cart(report, made, server, variants, seconds)
    if "checkout" in parts:
        measure_purchases(report, made, server, variants, seconds)


if __name__ == "__main__":
    main()
