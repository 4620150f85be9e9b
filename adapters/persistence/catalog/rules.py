"""Rules of collections as SQL conditions on products; the twin of `RuleSet.chooses`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, cast, exists, false, func, literal, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from adapters.persistence.catalog.tables import categories, product_categories, products, variants
from adapters.persistence.pricing.tables import prices
from domain.catalog.collection import Condition, ConditionKind, Match, RuleSet


def chosen_by(rules: RuleSet, now: datetime) -> ColumnElement[bool]:
    """A condition on `products`, true for those that the rules choose at `now`."""
    conditions = [_condition(condition, now) for condition in rules.conditions]
    return and_(*conditions) if rules.match is Match.ALL else or_(*conditions)


def _condition(condition: Condition, now: datetime) -> ColumnElement[bool]:
    wanted = condition.value.strip().lower()
    if condition.kind is ConditionKind.TAG:
        tag = func.unnest(products.c.tags).table_valued("text", name="tag").render_derived()
        return exists(select(literal(1)).select_from(tag).where(func.lower(tag.c.text) == wanted))
    if condition.kind is ConditionKind.VENDOR:
        return func.lower(products.c.vendor) == wanted
    if condition.kind is ConditionKind.TITLE_CONTAINS:
        title = func.jsonb_each_text(products.c.name).table_valued("key", "value", name="title")
        return exists(select(literal(1)).select_from(title).where(func.strpos(func.lower(title.c.value), wanted) > 0))
    if condition.kind is ConditionKind.CATEGORY:
        inside = product_categories.join(categories, categories.c.id == product_categories.c.category_id)
        within = categories.c.path.op("@>")(cast([UUID(wanted)], ARRAY(Uuid)))
        return exists(select(literal(1)).select_from(inside).where(product_categories.c.product_id == products.c.id, within))
    if condition.kind is ConditionKind.PRODUCT_TYPE:
        return products.c.product_type_id == UUID(wanted)
    return _price_condition(condition, now)


def _price_condition(condition: Condition, now: datetime) -> ColumnElement[bool]:
    if condition.price is None or condition.channel_id is None:
        return false()
    counting = (
        select(prices.c.amount)
        .join(variants, and_(variants.c.id == prices.c.variant_id, variants.c.active))
        .where(
            prices.c.product_id == products.c.id,
            prices.c.channel_id == condition.channel_id,
            prices.c.currency == condition.price.currency.code,
            or_(prices.c.valid_from.is_(None), prices.c.valid_from <= now),
            or_(prices.c.valid_until.is_(None), prices.c.valid_until > now),
        )
        .ext(distinct_on(prices.c.variant_id))
        .order_by(prices.c.variant_id, prices.c.valid_from.desc().nulls_last())
        .correlate(products)
        .subquery()
    )
    lowest = select(func.min(counting.c.amount)).scalar_subquery()
    under = condition.kind is ConditionKind.PRICE_UNDER
    return lowest < condition.price.amount if under else lowest > condition.price.amount
