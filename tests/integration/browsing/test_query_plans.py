"""What shoppers send reads indexes, not tables: plans over 30,000 products, whose size makes PostgreSQL choose in earnest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from adapters.persistence.catalog.browsing.listings import SqlProductListings
from adapters.persistence.engine import read_engine, write_engine
from adapters.persistence.mappings import start_mappers
from adapters.persistence.reads import SqlReads
from adapters.persistence.search.product_search import SqlProductSearch
from application.catalog.browsing.criteria import Criteria, Sort, View
from domain.shared.ids import ChannelId, ProductId
from tests.support.databases import fresh_database
from tests.support.query_plans import executed_scans, plans, rows_read

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
