"""nDCG@10 of the search adapters on judged queries: `python -m bench.search_quality DIR`.

DIR holds `catalogue.csv.gz` (product_id, product_title, product_description) and `judgments-dev.csv.gz` (query, product_id,
median_relevance 1 to 4). Gains are linear (relevance − 1), unjudged products count as irrelevant. The data is not part of Stoa.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter
from uuid import UUID

from sqlalchemy import Engine, text

from adapters.catalogue_documents.facts import ChannelFacts, PriceFacts, PublicationFacts, SoldProduct, VariantFacts
from adapters.catalogue_documents.listing import Listing, listings_of
from adapters.persistence.catalog.browsing import writing
from adapters.persistence.catalog.browsing.tables import product_listings
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.reads import SqlReads
from adapters.persistence.search.product_search import SqlProductSearch
from application.catalog.browsing.criteria import Criteria, Sort, View
from domain.shared.ids import ChannelId
from tests.support.databases import fresh_database

CHANNEL = UUID(int=1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
DEPTH = 10


def main(folder: Path) -> None:
    names, listings = catalogue(folder)
    with fresh_database() as url:
        engine = write_engine(url)
        fill(engine, listings)
        search = SqlProductSearch(SqlReads(read_engine(engine), read_engine(engine)))
        scores, seconds = [], []
        for query, judged in judgments(folder).items():
            started = perf_counter()
            hits = search.search(Criteria(view=View(ChannelId(CHANNEL), "en"), text=query), Sort.RELEVANCE, None, DEPTH, NOW)
            seconds.append(perf_counter() - started)
            scores.append(ndcg([names[key] for key in hits.product_ids], judged))
        engine.dispose()
    speed = f"{mean(seconds) * 1000:.1f} ms mean, {quantiles(seconds, n=20)[-1] * 1000:.1f} ms p95"
    print(f"{len(listings)} products, {len(scores)} queries: nDCG@{DEPTH} {mean(scores):.4f}, {speed}")


def catalogue(folder: Path) -> tuple[dict[UUID, str], list[Listing]]:
    """Names by product id, and the listings."""
    channel = ChannelFacts(CHANNEL, "EUR", ("en",), frozenset())
    names, listings = {}, []
    with gzip.open(folder / "catalogue.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            product = _product(UUID(int=number), row["product_title"], row["product_description"])
            names[product.id] = row["product_id"]
            listings += listings_of(product, {CHANNEL: channel})
    return names, listings


def _product(key: UUID, title: str, description: str) -> SoldProduct:
    variant = VariantFacts(key, "", None, {}, {}, 0, None, True, False, (), {CHANNEL: PriceFacts(100, None, None)})
    product = SoldProduct(key, str(key), {"en": title}, {"en": description}, "", (), (), {}, (), {}, NOW)
    product.publications[CHANNEL] = PublicationFacts(None, None)
    product.variants.append(variant)
    return product


def fill(engine: Engine, listings: Sequence[Listing]) -> None:
    with engine.begin() as connection:
        # Documents alone: foreign keys would want the catalogue behind them.
        connection.execute(text("SET session_replication_role = replica"))
        for start in range(0, len(listings), 1_000):
            batch = listings[start : start + 1_000]
            writing.write(connection, [item.product_id for item in batch], batch)
        connection.execute(text(f"ANALYZE {product_listings.name}"))


def judgments(folder: Path) -> dict[str, dict[str, int]]:
    """Relevance by query and product."""
    found: dict[str, dict[str, int]] = {}
    with gzip.open(folder / "judgments-dev.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["query"], {})[row["product_id"]] = int(row["median_relevance"])
    return found


def ndcg(names: Sequence[str], judged: Mapping[str, int]) -> float:
    gains = [judged.get(name, 1) - 1 for name in names[:DEPTH]]
    best = sorted((relevance - 1 for relevance in judged.values()), reverse=True)[:DEPTH]
    ideal = _discounted(best)
    return _discounted(gains) / ideal if ideal else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
