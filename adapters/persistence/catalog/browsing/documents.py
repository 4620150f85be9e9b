"""The projector: keeps product documents true to catalogue, prices and stock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, String, Uuid, cast, delete, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from adapters.catalogue_documents.facts import SoldProduct
from adapters.catalogue_documents.listing import listings_of
from adapters.catalogue_documents.tokens import membership_token
from adapters.persistence.catalog import tables
from adapters.persistence.catalog.browsing import gathering, writing
from adapters.persistence.catalog.browsing.tables import document_refreshes, product_listings
from adapters.persistence.errors import translating
from domain.shared.ids import AttributeId, CategoryId, ChannelId, CollectionId, ProductId, ProductTypeId, VariantId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

#: Twins at work on the same product wait for each other: the first key of the advisory locks, and how many there are.
_LOCKS, _BUCKETS = 7_316_541, 512


class SqlProductDocuments:
    """See `application.catalog.browsing.ports.ProductDocuments`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @property
    def _connection(self) -> Connection:
        self._uow.session.flush()
        return self._uow.session.connection()

    def refresh(self, product_ids: Sequence[ProductId], now: datetime) -> None:
        keys = list(dict.fromkeys(product_ids))
        if not keys:
            return
        with translating():
            connection = self._connection
            self._lock(connection, keys)
            # First the appointments, then the facts: whoever asks for a refresh from here on asks for a later one.
            connection.execute(delete(document_refreshes).where(gathering.among(document_refreshes.c.product_id, keys)))
            channels = gathering.channels(connection)
            products = gathering.sold_products(connection, keys, now)
            listings = [listing for product in products for listing in listings_of(product, channels)]
            writing.write(connection, keys, listings)
            writing.write_boundaries(connection, [(product.id, due) for product in products if (due := _next_boundary(product, now))])

    @staticmethod
    def _lock(connection: Connection, keys: Iterable[UUID]) -> None:
        """Always in the same order; a later reader of facts then sees all that an earlier one saw."""
        buckets = sorted({key.int % _BUCKETS for key in keys})
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:space, bucket) FROM unnest(CAST(:buckets AS int[])) AS bucket"),
            {"space": _LOCKS, "buckets": buckets},
        )

    def after(self, last: ProductId | None, limit: int) -> tuple[ProductId, ...]:
        c = tables.products.c
        query = select(c.id).order_by(c.id).limit(limit)
        with translating():
            return tuple(self._connection.scalars(query if last is None else query.where(c.id > last)))

    def due(self, now: datetime, limit: int) -> tuple[ProductId, ...]:
        c = document_refreshes.c
        query = select(c.product_id).where(c.due_at <= now).order_by(c.due_at).limit(limit)
        with translating():
            return tuple(self._connection.scalars(query))

    def of_variant(self, variant_id: VariantId) -> ProductId | None:
        with translating():
            return self._connection.scalar(select(tables.variants.c.product_id).where(tables.variants.c.id == variant_id))

    def mark_category(self, category_id: CategoryId, now: datetime) -> None:
        placed, c = tables.product_categories.c, tables.categories.c
        below = select(c.id).where(c.path.bool_op("@>")(cast([category_id], ARRAY(Uuid))))
        self._mark(select(placed.product_id).where(placed.category_id.in_(below)), now)

    def mark_collection(self, collection_id: CollectionId, now: datetime) -> None:
        members = tables.collection_products.c
        shown = select(product_listings.c.product_id).where(product_listings.c.tokens.contains([membership_token(collection_id)]))
        self._mark(select(members.product_id).where(members.collection_id == collection_id).union(shown), now)

    def mark_channel(self, channel_id: ChannelId, now: datetime) -> None:
        published = select(tables.product_channels.c.product_id).where(tables.product_channels.c.channel_id == channel_id)
        shown = select(product_listings.c.product_id).where(product_listings.c.channel_id == channel_id)
        self._mark(published.union(shown), now)

    def mark_attribute(self, attribute_id: AttributeId, now: datetime) -> None:
        code = select(tables.attributes.c.code).where(tables.attributes.c.id == attribute_id).scalar_subquery()
        types = select(tables.product_types.c.id).where(or_(*self._uses(code)))
        self._mark(select(tables.products.c.id).where(tables.products.c.product_type_id.in_(types)), now)

    @staticmethod
    def _uses(code: Any) -> list[ColumnElement[bool]]:
        use = func.jsonb_build_array(func.jsonb_build_object("attribute", cast(code, String)))
        c = tables.product_types.c
        return [cast(column, JSONB).contains(use) for column in (c.product_attributes, c.variant_attributes)]

    def mark_product_type(self, product_type_id: ProductTypeId, now: datetime) -> None:
        self._mark(select(tables.products.c.id).where(tables.products.c.product_type_id == product_type_id), now)

    def _mark(self, products: Select[Any] | Any, now: datetime) -> None:
        """Set-based, whatever the number; products that are being deleted meanwhile are left out by the join."""
        found = products.subquery()
        key = next(iter(found.c))
        # Once each: a product may be in a category and in one below it.
        rows = select(key, literal(now, document_refreshes.c.due_at.type)).where(key.in_(select(tables.products.c.id))).distinct()
        statement = insert(document_refreshes).from_select(["product_id", "due_at"], rows)
        earlier = func.least(document_refreshes.c.due_at, statement.excluded.due_at)
        with translating():
            self._connection.execute(statement.on_conflict_do_update(index_elements=["product_id"], set_={"due_at": earlier}))


def _next_boundary(product: SoldProduct, now: datetime) -> datetime | None:
    """When a publication window opens or closes next."""
    instants = [at for window in product.publications.values() for at in (window.published_from, window.published_until)]
    return min((at for at in instants if at is not None and at > now), default=None)
