"""Criteria as SQL over listings; shared by lists, facets and search."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.catalogue_documents.tokens import IN_STOCK, attribute_token, category_token, collection_token, tag_token, vendor_token
from adapters.persistence.catalog.browsing.tables import product_listings
from application.catalog.browsing.criteria import Criteria, View


def is_shown(table: Table, view: View, now: datetime) -> list[ColumnElement[bool]]:
    """In this view and within its publication window: windows open and close without anybody writing."""
    c = table.c
    return [
        c.channel_id == view.channel_id,
        c.locale == view.locale,
        or_(c.published_from.is_(None), c.published_from <= now),
        or_(c.published_until.is_(None), c.published_until > now),
    ]


def fits(criteria: Criteria, now: datetime) -> ColumnElement[bool]:
    """All filters but the text."""
    c = product_listings.c
    conditions = is_shown(product_listings, criteria.view, now)
    required = _required(criteria)
    if required:
        conditions.append(c.tokens.contains(_texts(required)))
    conditions += [c.tokens.overlap(_texts(choice)) for choice in _choices(criteria)]
    if criteria.in_stock is False:
        conditions.append(~c.tokens.contains(_texts([IN_STOCK])))
    if criteria.price_from is not None:
        conditions.append(c.price >= criteria.price_from)
    if criteria.price_to is not None:
        conditions.append(c.price <= criteria.price_to)
    return and_(*conditions)


def _required(criteria: Criteria) -> list[str]:
    """Tokens that must all be there: one scan of the index finds them together."""
    tokens = [choice[0] for choice in _alternatives(criteria) if len(choice) == 1]
    if criteria.category is not None:
        tokens.append(category_token(criteria.category))
    if criteria.collection is not None:
        tokens.append(collection_token(criteria.collection))
    if criteria.in_stock:
        tokens.append(IN_STOCK)
    return tokens


def _choices(criteria: Criteria) -> list[list[str]]:
    return [choice for choice in _alternatives(criteria) if len(choice) > 1]


def _alternatives(criteria: Criteria) -> list[list[str]]:
    """Sets of tokens of which one must be there."""
    groups = [[attribute_token(code, value) for value in values] for code, values in criteria.attributes]
    groups += [[vendor_token(vendor) for vendor in criteria.vendors], [tag_token(tag) for tag in criteria.tags]]
    return [group for group in groups if group]


def _texts(values: list[str]) -> Any:
    return literal(values, ARRAY(Text))
