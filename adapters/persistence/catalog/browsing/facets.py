"""Facet counts: how many products of a list have each token, each facet counted without its own filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, any_, desc, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.catalogue_documents.facet_groups import Counted, group_of, to_facets
from adapters.catalogue_documents.tokens import IN_STOCK
from adapters.persistence.catalog.browsing.tables import facet_labels, product_listings
from application.catalog.browsing.criteria import Criteria
from application.catalog.browsing.results import Facets

#: Counting more products than this takes longer than a shopper waits; the counts of the first part are told as such.
MOST_PRODUCTS = 20_000
#: Of one facet nobody reads more values.
MOST_TOKENS = 2_000

Condition = Callable[[Criteria], ColumnElement[bool]]


def count_facets(connection: Connection, criteria: Criteria, condition: Condition) -> Facets:
    """`condition` turns criteria into SQL; a facet with a filter of its own costs one query more."""
    whole = _count(connection, condition(criteria))
    own = dict(criteria.own_filters())
    counts = {token: count for token, count in whole.tokens.items() if group_of(token) not in own}
    complete = whole.complete
    for group, narrowed in own.items():
        other = _count(connection, condition(narrowed))
        counts |= {token: count for token, count in other.tokens.items() if group_of(token) == group}
        complete = complete and other.complete
    bounds = _bounds(connection, condition(replace(criteria, price_from=None, price_to=None)))
    labels = _labels(connection, criteria, counts)
    return to_facets(counts, labels, bounds, complete=complete)


def _first(condition: ColumnElement[bool], *columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).where(condition).limit(MOST_PRODUCTS + 1)


def _count(connection: Connection, condition: ColumnElement[bool]) -> Counted:
    found = _first(condition, product_listings.c.tokens).cte("found").prefix_with("MATERIALIZED")
    token = func.unnest(found.c.tokens).label("token")
    tokens = select(token).subquery()
    count = func.count().label("count")
    query = (
        select(tokens.c.token, count, select(func.count()).select_from(found).scalar_subquery())
        .where(~tokens.c.token.startswith("member:"))
        .group_by(tokens.c.token)
        .order_by(desc(count), tokens.c.token)
        .limit(MOST_TOKENS)
    )
    rows = connection.execute(query).all()
    return Counted({row[0]: row[1] for row in rows}, complete=not rows or rows[0][2] <= MOST_PRODUCTS)


def _bounds(connection: Connection, condition: ColumnElement[bool]) -> tuple[int | None, int | None]:
    found = _first(condition, product_listings.c.price).subquery()
    row = connection.execute(select(func.min(found.c.price), func.max(found.c.price))).one()
    return row[0], row[1]


def _labels(connection: Connection, criteria: Criteria, counts: Mapping[str, int]) -> dict[str, str]:
    wanted = {token for token in counts if token != IN_STOCK} | {group_of(token) for token in counts if token.startswith("attribute:")}
    c = facet_labels.c
    query = select(c.token, c.label).where(
        c.channel_id == criteria.view.channel_id, c.locale == criteria.view.locale, c.token == any_(literal(sorted(wanted), ARRAY(Text)))
    )
    return {row.token: row.label for row in connection.execute(query)}
