"""The list at 1,000,000 products beside the list at 10,000: p95 of ready and of unready answers. `python -m bench.million`.

10,000 products are imported; the others are copies of their rows in the tables that lists and pages read (`products`,
`product_listings`, `product_pages`), with keys of their own, so that a million takes minutes. Every cache is on, as in a shop.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import Connection, create_engine, text

from bench.measure import Report
from bench.run import lines_file, product_pages
from bench.shop import Shop, furnish, shop

SEED_PRODUCTS = 10_000
LIST = "/api/v1/products?limit=20"

#: Copies of one round: the key and whatever must be unique say which round it was.
COPY_PRODUCTS = """
INSERT INTO products (id, slug, status, name, description, product_type_id, vendor, tags, options, attribute_values, media, seo,
                      activated_at, created_at, updated_at, version)
SELECT md5(id::text || :round)::uuid, slug || '-' || :round, status, name, description, product_type_id, vendor, tags, options,
       attribute_values, media, seo, activated_at, created_at, updated_at, version
FROM products JOIN originals USING (id)"""
COPY_LISTINGS = """
INSERT INTO product_listings (channel_id, locale, product_id, price, newest, sort_name, published_from, published_until, tokens,
                              summary, title, search)
SELECT channel_id, locale, md5(product_id::text || :round)::uuid, price + hashtext(product_id::text || :round) % 100,
       newest - make_interval(secs => abs(hashtext(:round || product_id::text)) % 10000000), sort_name || ' ' || :round,
       published_from, published_until, tokens, summary, title, search
FROM product_listings JOIN originals ON originals.id = product_id"""
COPY_PAGES = """
INSERT INTO product_pages (channel_id, locale, product_id, slug, published_from, published_until, detail)
SELECT channel_id, locale, md5(product_id::text || :round)::uuid, slug || '-' || :round, published_from, published_until, detail
FROM product_pages JOIN originals ON originals.id = product_id"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=6)
    parser.add_argument("--folder", type=Path, default=Path(".stoa/bench-million"), help="takes about 6 GB")
    given = parser.parse_args()
    report = Report("The list by size of the catalogue", {"copied_from": SEED_PRODUCTS})
    for products in (SEED_PRODUCTS, given.products):
        with shop(given.folder / str(products)) as made:
            with made.serving() as server:
                furnish(made, server)
            fill(made, products)
            measure(report, made, products, given.seconds)
    report.facts["p95_ratio"] = ratios(report)
    report.print()
    Console().print_json(json.dumps(report.facts))
    report.save("million")


def fill(made: Shop, products: int) -> None:
    """Import the first products and copy them; a shop that has them already stays as it is."""
    engine = create_engine(made.environment["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.scalar(text("SELECT count(*) FROM product_listings")) != products:
            made.import_catalogue(SEED_PRODUCTS)
            made.stoa("catalog", "reindex")
            connection.execute(text("SET synchronous_commit = off"))
            connection.execute(text("CREATE TEMPORARY TABLE originals AS SELECT product_id AS id FROM product_listings"))
            for number in range(1, products // SEED_PRODUCTS):
                copy(connection, f"c{number}")
            connection.execute(text("VACUUM ANALYZE"))
            connection.execute(text("CHECKPOINT"))  # or else it is written during the measurement
    engine.dispose()


def copy(connection: Connection, name: str) -> None:
    for statement in (COPY_PRODUCTS, COPY_LISTINGS, COPY_PAGES):
        connection.execute(text(statement), {"round": name})


def measure(report: Report, made: Shop, products: int, seconds: int) -> None:
    with made.serving() as server:
        unready = lines_file(made.folder, "unready.txt", many_lists(product_pages(server, 300)))
        ready = lines_file(made.folder, "ready.txt", [LIST])
        for connections in (1, 32, 1000):
            report.measure(f"list, {products:,} products", server, "get.lua", connections, seconds, {"PATHS_FILE": ready})
        for connections in (1, 32):
            report.measure(
                f"5,000 different lists, {products:,} products", server, "get.lua", connections, seconds, {"PATHS_FILE": unready}
            )


def many_lists(products: list[dict[str, Any]]) -> list[str]:
    """Sorted, filtered by price and by vendor, so many that most are made anew: 5,000 paths."""
    rng = random.Random(1)
    vendors = sorted({product["vendor"] for product in products if product.get("vendor")})
    paths = []
    for _ in range(5000):
        low = rng.randint(200, 20000)
        path = f"/api/v1/products?limit=20&price_from={low}&price_to={low + rng.randint(500, 9000)}&sort={rng.choice(SORTS)}"
        if vendors and rng.random() < 0.3:
            path += f"&vendor={rng.choice(vendors).replace('&', '%26').replace(' ', '+')}"
        paths.append(path)
    return paths


SORTS = ("newest", "price", "-price", "name")


def ratios(report: Report) -> dict[str, float]:
    """p95 with all products as a multiple of p95 with the first ones, a line each."""
    half = len(report.rows) // 2
    return {
        f"{few.name.partition(',')[0] if few.name.startswith('list') else '5,000 different lists'} at {few.load.connections}": round(
            many.load.p95 / few.load.p95, 2
        )
        for few, many in zip(report.rows[:half], report.rows[half:], strict=True)
    }


if __name__ == "__main__":
    main()
