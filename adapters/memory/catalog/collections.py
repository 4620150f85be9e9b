"""Collections and their members in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from application.catalog.ports import Membership
from domain.catalog.collection import Collection, ProductFacts, RuleSet
from domain.catalog.product import Product
from domain.catalog.slug import first_free
from domain.pricing.price import Price, effective
from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.shared.ids import CategoryId, ChannelId, CollectionId, ProductId
from domain.shared.money import Money


@dataclass
class Member:
    """A row of `collection_products`, keyed by collection and product."""

    collection_id: CollectionId
    product_id: ProductId
    position: int


class MemoryCollections(MemoryRepository[Collection]):
    table_name = "collections"
    kind = "collection"
    unique_keys = (UniqueKey("slug", lambda row: row.slug, lambda row: AlreadyExists("collection", "slug", row.slug)),)

    def by_slug(self, slug: str) -> Collection:
        found = self._one(lambda collection: collection.slug == slug)
        if found is None:
            raise EntityNotFound(self.kind, slug)
        return found

    def all(self) -> list[Collection]:
        found = sorted(self._table.rows(), key=lambda collection: collection.slug)
        for collection in found:
            self._uow.track(collection)
        return found

    def remove(self, aggregate: Collection) -> None:
        super().remove(aggregate)
        for product_id in self.members(aggregate.id):
            self._members.delete((aggregate.id, product_id))

    def free_slug(self, wanted: str) -> str:
        taken = {collection.slug for collection in self._table.rows()}
        return first_free(wanted, taken.intersection)

    @property
    def _members(self):  # type: ignore[no-untyped-def]  # a StagedTable[Member], named in a module that imports this one
        return self._uow.table("collection_products")

    def members(self, key: CollectionId) -> list[ProductId]:
        rows = [row for row in self._members.rows() if row.collection_id == key]
        return [row.product_id for row in sorted(rows, key=lambda row: (row.position, row.product_id))]

    def set_members(self, key: CollectionId, order: Sequence[ProductId]) -> list[ProductId]:
        touched = [product_id for product_id in self.members(key) if product_id not in set(order)]
        for product_id in touched:
            self._members.delete((key, product_id))
        for position, product_id in enumerate(order):
            if self._put(key, product_id, position):
                touched.append(product_id)
        return touched

    def _put(self, key: CollectionId, product_id: ProductId, position: int) -> bool:
        row = self._members.get((key, product_id))
        if row is not None:
            changed: bool = row.position != position
            row.position = position
            return changed
        if self._uow.table("products").get(product_id) is None:
            raise EntityNotFound("product", str(product_id))
        self._members.put((key, product_id), Member(key, product_id, position))
        return True

    def apply_rules(self, now: datetime, collections: Sequence[Collection], products: Sequence[ProductId] | None = None) -> Membership:
        self._uow.lock_rows()
        rows = list(self._uow.table("products").rows()) if products is None else [self._uow.table("products").get(key) for key in products]
        facts = {product.id: self._facts(product, now) for product in rows if product is not None}
        changed = {item.id: self._choose(item.id, item.rules, facts) for item in collections if item.rules is not None}
        touched = tuple(key for key, moved in changed.items() if moved)
        return Membership(touched, tuple(sorted({item for moved in changed.values() for item in moved})))

    def _choose(self, key: CollectionId, rules: RuleSet, facts: Mapping[ProductId, ProductFacts]) -> set[ProductId]:
        moved: set[ProductId] = set()
        for product_id, product in facts.items():
            is_member, belongs = self._members.get((key, product_id)) is not None, rules.chooses(product)
            if belongs and not is_member:
                self._members.put((key, product_id), Member(key, product_id, 0))
            elif is_member and not belongs:
                self._members.delete((key, product_id))
            if belongs != is_member:
                moved.add(product_id)
        return moved

    def _facts(self, product: Product, now: datetime) -> ProductFacts:
        above = {ancestor.id for key in product.category_ids for ancestor in self._uow.categories.ancestors(key)}
        return ProductFacts(
            tags=frozenset(product.tags),
            vendor=product.vendor,
            categories=frozenset(CategoryId(key) for key in above),
            product_type_id=product.product_type_id,
            titles=tuple(product.name.texts.values()),
            lowest_prices=self._lowest_prices(product, now),
        )

    def _lowest_prices(self, product: Product, now: datetime) -> dict[ChannelId, Money]:
        by_place: dict[tuple[object, ChannelId], list[Price]] = {}
        active = {variant.id for variant in product.variants if variant.active}
        for price in self._uow.prices.of(list(active)):
            by_place.setdefault((price.variant_id, price.channel_id), []).append(price)
        lowest: dict[ChannelId, Money] = {}
        for (_, channel_id), prices in by_place.items():
            counting = effective(prices, now)
            if counting is not None:
                lowest[channel_id] = min(lowest.get(channel_id, counting.money), counting.money)
        return lowest
