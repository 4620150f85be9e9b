"""Collections and their members in PostgreSQL; members are written set-based."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, cast, delete, func, select, true
from sqlalchemy.dialects.postgresql import insert

from adapters.persistence.catalog.rules import chosen_by
from adapters.persistence.catalog.tables import collection_products as members
from adapters.persistence.catalog.tables import collections, products
from adapters.persistence.errors import translating
from adapters.persistence.locks import Turn, lock_slug, take_turn
from adapters.persistence.repository import SqlRepository
from application.catalog.ports import Membership
from domain.catalog.collection import Collection, RuleSet
from domain.catalog.slug import first_free
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CollectionId, ProductId


class SqlCollections(SqlRepository[Collection]):
    entity = Collection
    kind = "collection"

    def by_slug(self, slug: str) -> Collection:
        found = self._one(collections.c.slug == slug)
        if found is None:
            raise EntityNotFound(self.kind, slug)
        return found

    def all(self) -> list[Collection]:
        with translating():
            found = list(self._uow.session.scalars(select(Collection).order_by(collections.c.slug)))
        for collection in found:
            self._uow.track(collection)
        return found

    def free_slug(self, wanted: str) -> str:
        def taken(candidates: list[str]) -> set[str]:
            return set(self._uow.session.scalars(select(collections.c.slug).where(collections.c.slug.in_(candidates))))

        with translating():
            lock_slug(self._uow.session, f"collection {wanted}")
            return first_free(wanted, taken)

    def members(self, key: CollectionId) -> list[ProductId]:
        statement = select(members.c.product_id).where(members.c.collection_id == key).order_by(members.c.position, members.c.product_id)
        with translating():
            return [ProductId(item) for item in self._uow.session.scalars(statement)]

    def set_members(self, key: CollectionId, order: Sequence[ProductId]) -> list[ProductId]:
        before = self.members(key)
        self._require_products([item for item in order if item not in set(before)])
        rows = select(cast(key, Uuid), *_unnested(order))
        put = insert(members).from_select(["collection_id", "product_id", "position"], rows)
        put = put.on_conflict_do_update(
            index_elements=["collection_id", "product_id"],
            set_={"position": put.excluded.position},
            where=members.c.position != put.excluded.position,
        )
        with translating():
            self._uow.session.flush()
            gone = delete(members).where(members.c.collection_id == key)
            self._uow.session.execute(gone.where(members.c.product_id != func.all(cast(list(order), ARRAY(Uuid)))))
            touched = [ProductId(item) for item in self._uow.session.scalars(put.returning(members.c.product_id))] if order else []
        return [*(item for item in before if item not in set(order)), *touched]

    def _require_products(self, keys: Sequence[ProductId]) -> None:
        if not keys:
            return
        with translating():
            known = set(self._uow.session.scalars(select(products.c.id).where(products.c.id == func.any(cast(list(keys), ARRAY(Uuid))))))
        for key in keys:
            if key not in known:
                raise EntityNotFound("product", str(key))

    def apply_rules(self, now: datetime, collections: Sequence[Collection], products: Sequence[ProductId] | None = None) -> Membership:
        with translating():
            self._uow.session.flush()
            take_turn(self._uow.session, Turn.RULES)  # The run that comes last has seen everything.
            changed = {item.id: self._choose(now, item.id, item.rules, products) for item in collections if item.rules is not None}
        touched = tuple(key for key, moved in changed.items() if moved)
        return Membership(touched, tuple(sorted({item for moved in changed.values() for item in moved})))

    def _choose(self, now: datetime, key: CollectionId, rules: RuleSet, among: Sequence[ProductId] | None) -> set[ProductId]:
        session = self._uow.session
        chosen = select(products.c.id).where(and_(chosen_by(rules, now), _among(products.c.id, among)))
        gone = delete(members).where(
            members.c.collection_id == key, _among(members.c.product_id, among), members.c.product_id.not_in(chosen)
        )
        new = insert(members).from_select(["collection_id", "product_id"], select(cast(key, Uuid), chosen.subquery().c.id))
        moved: set[UUID] = set(session.scalars(gone.returning(members.c.product_id)))
        moved.update(session.scalars(new.on_conflict_do_nothing().returning(members.c.product_id)))
        return {ProductId(item) for item in moved}


def _unnested(order: Sequence[ProductId]):  # type: ignore[no-untyped-def]  # two columns of a table function, which SQLAlchemy leaves untyped
    rows = func.unnest(cast(list(order), ARRAY(Uuid))).table_valued("key", with_ordinality="place", name="wanted").render_derived()
    return rows.c.key, rows.c.place - 1


def _among(column, keys: Sequence[ProductId] | None):  # type: ignore[no-untyped-def]  # as above: a column expression
    return true() if keys is None else column == func.any(cast(list(keys), ARRAY(Uuid)))
