"""What shoppers send reads indexes, not tables: plans over 30,000 products, whose size makes PostgreSQL choose in earnest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Engine, event, text

from adapters.persistence.catalog.browsing.listings import SqlProductListings
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.reads import SqlReads
from adapters.persistence.search.product_search import SqlProductSearch
from application.catalog.browsing.criteria import Criteria, Sort, View
from domain.shared.ids import ChannelId, ProductId
from tests.support.databases import fresh_database

CHANNEL = "00000000-0000-7000-8000-000000000001"
VIEW = View(ChannelId(UUID(CHANNEL)), "en")
NOW = datetime(2026, 6, 1, tzinfo=UTC)

FILL = f"""
SET session_replication_role = replica;
INSERT INTO product_listings (channel_id, locale, product_id, price, newest, sort_name, tokens, summary, title, search)
SELECT '{CHANNEL}', 'en', gen_random_uuid(), 500 + n * 7919 % 20000, timestamptz '2026-01-01' + n * interval '1 minute', md5(n::text),
       ARRAY['category:c' || n % 200, 'vendor:v' || n % 50, 'tag:t' || n % 30, 'attribute:size=' || (ARRAY['s','m','l'])[1 + n % 3],
             'stock:in'],
       repeat('x', 600), to_tsvector('english', w), to_tsvector('english', w || ' made of fine wood for house number ' || n % 500)
  FROM (SELECT n, 'thing' || n % 1000 || ' lamp' || n % 100 AS w FROM generate_series(1, 30000) n) AS made;
INSERT INTO product_pages (channel_id, locale, product_id, slug, detail)
SELECT channel_id, locale, product_id, 'product-' || row_number() OVER (), repeat('x', 2000) FROM product_listings;
ANALYZE product_listings, product_pages
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    start_mappers()
    with fresh_database() as url:
        engine = write_engine(url)
        with engine.begin() as connection:
            for statement in FILL.split(";"):
                connection.exec_driver_sql(statement.replace("%", "%%"))
        yield engine
        engine.dispose()


@pytest.fixture
def reads(engine: Engine) -> SqlReads:
    return SqlReads(read_engine(engine), read_engine(engine))


def plans(engine: Engine, ask: Any) -> str:
    """The plans of every statement that `ask` sends."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        connection.execute(text("SET statement_timeout = 30000"))
        found = [
            connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS OFF) {statement}", given).scalars().all() for statement, given in sent
        ]
    return "\n".join(str(line) for plan in found for line in plan)


CRITERIA = {
    "everything": Criteria(view=VIEW),
    "a category": Criteria(view=VIEW, category="c7"),
    "several filters": Criteria(view=VIEW, category="c7", attributes=(("size", ("s", "m")),), vendors=("v7",), in_stock=True),
    "a price range": Criteria(view=VIEW, price_from=1000, price_to=1100),
}


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.PRICE_UP, Sort.PRICE_DOWN, Sort.NAME])
@pytest.mark.parametrize("name", CRITERIA)
def test_lists_read_indexes(engine: Engine, reads: SqlReads, name: str, sort: Sort) -> None:
    plan = plans(engine, lambda: SqlProductListings(reads).page(CRITERIA[name], sort, None, 20, NOW))
    assert executed_scans(plan) == [], plan


def test_a_page_far_behind_is_as_cheap_as_the_first(engine: Engine, reads: SqlReads) -> None:
    after = ("2026-01-05T00:00:00+00:00", "00000000-0000-7000-8000-000000000009")
    plan = plans(engine, lambda: SqlProductListings(reads).page(CRITERIA["everything"], Sort.NEWEST, after, 20, NOW))
    assert executed_scans(plan) == [], plan
    assert rows_read(plan) <= 25, plan


def test_product_pages_read_indexes(engine: Engine, reads: SqlReads) -> None:
    listings = SqlProductListings(reads)
    for key in ("product-777", str(ProductId(uuid4()))):
        plan = plans(engine, lambda key=key: listings.find(VIEW, key, NOW))  # type: ignore[misc]  # bound now
        assert executed_scans(plan) == [], plan


@pytest.mark.parametrize("words", ["thing77", "thing77 lamp77", "thing77 lamp12 wood", "wood"])
def test_searches_read_indexes_and_rank_few(engine: Engine, reads: SqlReads, words: str) -> None:
    plan = plans(engine, lambda: SqlProductSearch(reads).search(Criteria(view=VIEW, text=words), Sort.RELEVANCE, None, 20, NOW))
    # A word that everything has is read from the table until there are enough candidates.
    assert "wood" in words or executed_scans(plan) == [], plan
    assert rows_read(plan) <= 4 * 500 + 1_500, plan


def executed_scans(plan: str) -> list[str]:
    return [line.strip() for line in plan.splitlines() if "Seq Scan" in line and "never executed" not in line]


def rows_read(plan: str) -> int:
    """Rows that came out of tables, the most of any node."""
    heap = [line for line in plan.splitlines() if re.search(r"(Heap Scan|Index Scan|Seq Scan)", line)]
    return max((int(float(found[1])) for line in heap if (found := re.search(r"actual time=\S+ rows=([\d.]+)", line))), default=0)
