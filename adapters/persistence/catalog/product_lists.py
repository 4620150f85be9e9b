"""The staff's list of products: columns for the screen, keyset pages, newest change first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Row, Select, Uuid, and_, cast, exists, func, literal, or_, select, tuple_

from adapters.persistence.catalog.tables import categories, collection_products, product_categories, product_channels, products, variants
from adapters.persistence.metadata import Instant
from adapters.persistence.reads import SqlReads
from application.catalog.ports import ProductFilter, ProductSummary
from application.shared.pagination import Page, instant_cursor, read_instant_cursor
from domain.shared.ids import CategoryId, CollectionId

#: SKUs told in a line of the list; `variant_count` says how many there are.
SKUS_SHOWN = 5


class SqlProductLists:
    """See `application.catalog.ports.ProductLists`."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def page(self, criteria: ProductFilter, cursor: str | None, size: int) -> Page[ProductSummary]:
        statement = _columns().where(*_conditions(criteria)).order_by(products.c.updated_at.desc(), products.c.id.desc()).limit(size + 1)
        if cursor is not None:
            at, key = read_instant_cursor(cursor)
            statement = statement.where(tuple_(products.c.updated_at, products.c.id) < tuple_(at, key))
        with self._reads.connect() as connection:
            rows = connection.execute(statement).all()
        items = tuple(_summary(row) for row in rows[:size])
        more = len(rows) > size
        return Page(items, instant_cursor(items[-1].updated_at, items[-1].id) if more else None)


def _columns() -> Select[Any]:
    mine = variants.c.product_id == products.c.id
    first = select(variants.c.sku).where(mine).order_by(variants.c.position).limit(SKUS_SHOWN).correlate(products).subquery()
    here = select(product_channels.c.channel_id).where(product_channels.c.product_id == products.c.id).correlate(products).subquery()
    return select(
        *(products.c[name] for name in ("id", "slug", "status", "name", "vendor", "product_type_id", "tags")),
        *(products.c[name] for name in ("media", "created_at", "updated_at", "version")),
        select(func.count()).select_from(variants).where(mine).scalar_subquery().label("variant_count"),
        select(func.array_agg(first.c.sku)).scalar_subquery().label("skus"),
        select(func.array_agg(here.c.channel_id)).scalar_subquery().label("channel_ids"),
    )


def _conditions(criteria: ProductFilter) -> list[ColumnElement[bool]]:
    simple: list[tuple[object, ColumnElement[bool]]] = [
        (criteria.status, products.c.status == criteria.status),
        (criteria.product_type_id, products.c.product_type_id == criteria.product_type_id),
        (criteria.vendor, func.lower(products.c.vendor) == criteria.vendor.lower()),
        (criteria.tag, products.c.tags.op("@>")(cast([criteria.tag], products.c.tags.type))),
        (criteria.updated_since, products.c.updated_at >= literal(criteria.updated_since, Instant)),
    ]
    conditions = [condition for given, condition in simple if given]
    if criteria.text:
        conditions.append(_mentions(criteria.text))
    if criteria.category_id is not None:
        conditions.append(_in_subtree(criteria.category_id))
    if criteria.collection_id is not None:
        conditions.append(_in_collection(criteria.collection_id))
    if criteria.channel_id is not None:
        mine = product_channels.c.product_id == products.c.id
        conditions.append(exists(select(literal(1)).where(mine, product_channels.c.channel_id == criteria.channel_id)))
    return conditions


def _mentions(wanted: str) -> ColumnElement[bool]:
    title = func.jsonb_each_text(products.c.name).table_valued("key", "value", name="title")
    in_name = exists(select(literal(1)).select_from(title).where(title.c.value.icontains(wanted, autoescape=True)))
    in_variant = exists(
        select(literal(1)).where(
            variants.c.product_id == products.c.id,
            or_(variants.c.sku.icontains(wanted, autoescape=True), variants.c.barcode == wanted),
        )
    )
    return or_(in_name, products.c.slug.icontains(wanted, autoescape=True), in_variant)


def _in_subtree(key: CategoryId) -> ColumnElement[bool]:
    inside = and_(categories.c.id == product_categories.c.category_id, categories.c.path.op("@>")(cast([key], ARRAY(Uuid))))
    return exists(select(literal(1)).where(product_categories.c.product_id == products.c.id, inside))


def _in_collection(key: CollectionId) -> ColumnElement[bool]:
    mine = collection_products.c.product_id == products.c.id
    return exists(select(literal(1)).where(mine, collection_products.c.collection_id == key))


def _summary(row: Row[Any]) -> ProductSummary:
    pictures = [item.url for item in row.media if item.kind.value == "image"]
    return ProductSummary(
        id=row.id,
        slug=row.slug,
        status=row.status,
        name=row.name.texts,
        vendor=row.vendor,
        product_type_id=row.product_type_id,
        tags=row.tags,
        image=pictures[0] if pictures else None,
        variant_count=row.variant_count,
        skus=tuple(row.skus or ()),
        channel_ids=tuple(sorted(row.channel_ids or ())),
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )
