"""ProductSearch by PostgreSQL full text.

Ranking: `ts_rank` without length normalization over the words joined by OR, names weighing most (measured on judged queries:
nDCG@10 0.784, BM25 0.788, joining by AND or `ts_rank_cd` far below). Ranking costs a row visit a match, so on a large catalogue
only candidates are ranked: products with all words in the name first, then with all words anywhere, and while these are few, with
some word in the name, then anywhere. Each tier is bounded, so that a search costs the same at a million products.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CTE, DOUBLE_PRECISION, REAL, ColumnElement, Select, Text, and_, cast, func, literal, null, select, union
from sqlalchemy.dialects.postgresql import ARRAY, REGCONFIG, TSQUERY

from adapters.catalogue_documents.search_text import WEIGHTS
from adapters.persistence.catalog.browsing.conditions import fits
from adapters.persistence.catalog.browsing.facets import count_facets
from adapters.persistence.catalog.browsing.listings import Keyset, key_of, keyset, position_of
from adapters.persistence.catalog.browsing.tables import product_listings
from adapters.persistence.reads import SqlReads
from adapters.persistence.search.languages import configuration_of
from application.catalog.browsing.criteria import Criteria, Sort
from application.catalog.browsing.ports import SearchFeature
from application.catalog.browsing.results import Facets, Hits, Position
from domain.shared.ids import ProductId

#: Candidates of one tier, and so the depth to which a search can be paged.
MOST_CANDIDATES = 500

#: PostgreSQL's order is D, C, B, A.
_WEIGHTS = [WEIGHTS[part] for part in ("description", "facts", "codes", "name")]


class _Words:
    """A shopper's text as queries: of all words, and of any."""

    def __init__(self, criteria: Criteria) -> None:
        plain: list[ColumnElement[Any]] = [
            func.plainto_tsquery(cast(configuration, REGCONFIG), criteria.text, type_=TSQUERY())
            for configuration in dict.fromkeys((configuration_of(criteria.view.locale), "simple"))
        ]
        # Codes are kept as they are written too, so an SKU is found by its exact words.
        self.all = plain[0] if len(plain) == 1 else plain[0].op("||", return_type=TSQUERY())(plain[1])
        self.any = cast(func.regexp_replace(cast(self.all, Text), "&|<->|<[0-9]+>", "|", "g"), TSQUERY)


class SqlProductSearch:
    """See `application.catalog.browsing.ports.ProductSearch`."""

    features: ClassVar[frozenset[SearchFeature]] = frozenset({SearchFeature.STEMMING, SearchFeature.MEASURED_RANKING})

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def search(self, criteria: Criteria, sort: Sort, after: Position | None, limit: int, now: datetime) -> Hits:
        ranked = sort is Sort.RELEVANCE
        key, descending = (_rank(criteria), True) if ranked else key_of(sort)
        chosen = _candidates(criteria, now, key, strict=not ranked).c
        query = keyset(select(chosen.product_id, chosen.key), Keyset(chosen.key, chosen.product_id, descending), after)
        with self._reads.connect() as connection:
            rows = connection.execute(query.limit(limit + 1)).all()
        found = tuple(ProductId(row[0]) for row in rows[:limit])
        return Hits(found, position_of(rows[limit - 1][1], rows[limit - 1][0]) if len(rows) > limit else None)

    def facets(self, criteria: Criteria, now: datetime) -> Facets:
        def condition(narrowed: Criteria) -> ColumnElement[bool]:
            chosen = _candidates(narrowed, now, null(), strict=False)
            return and_(fits(narrowed, now), product_listings.c.product_id.in_(select(chosen.c.product_id)))

        chosen = _candidates(criteria, now, null(), strict=False)
        with self._reads.connect() as connection:
            facets = count_facets(connection, criteria, condition)
            size = connection.scalar(select(func.count()).select_from(chosen)) or 0
        return replace(facets, complete=facets.complete and size < MOST_CANDIDATES)


def _rank(criteria: Criteria) -> ColumnElement[Any]:
    rank = func.ts_rank(literal(_WEIGHTS, ARRAY(REAL)), product_listings.c.search, _Words(criteria).any)
    return cast(rank, DOUBLE_PRECISION)


def _candidates(criteria: Criteria, now: datetime, key: ColumnElement[Any], *, strict: bool) -> CTE:
    """The products worth ranking, each with its `key`, so that nobody has to look them up again.

    `strict` takes weaker matches only where nothing has all the words: for other orders than rank.
    """
    c, words = product_listings.c, _Words(criteria)
    shown = select(c.product_id, key.label("key")).where(fits(criteria, now)).limit(MOST_CANDIDATES)
    titled, whole = _tier("titled", shown, c.title, words.all), _tier("whole", shown, c.search, words.all)
    few = _size(whole) < (1 if strict else MOST_CANDIDATES)
    loosely_titled = _tier("loosely_titled", shown.where(few), c.title, words.any)
    still_few = _size(whole) + _size(loosely_titled) < MOST_CANDIDATES
    loose = _tier("loose", shown.where(few, still_few), c.search, words.any)
    return union(*(select(tier.c.product_id, tier.c.key) for tier in (titled, whole, loosely_titled, loose))).cte("candidates")


def _size(tier: CTE) -> Any:
    return select(func.count()).select_from(tier).scalar_subquery()


def _tier(name: str, shown: Select[Any], document: ColumnElement[Any], words: ColumnElement[Any]) -> CTE:
    return shown.where(document.bool_op("@@")(words)).cte(name).prefix_with("MATERIALIZED")
