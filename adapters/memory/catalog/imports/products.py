"""Products by the handful in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from adapters.imported_stock import BookedStock, FirstStock, Opening
from adapters.memory.inventory.rows import ITEMS, ItemRow
from application.catalog.imports.new_product import NewProduct
from application.catalog.imports.ports import Offered, StockAt, UntouchedProduct
from application.shared.ids import Ids
from domain.catalog.product import Product
from domain.inventory.movement import Movement
from domain.inventory.stock_item import StockItem
from domain.pricing.price import Price
from domain.shared.ids import ChannelId, LocationId, MovementId, ProductId, StockItemId, VariantId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


DIGESTS = "catalog_import_digests"


@dataclass(frozen=True)
class ImportDigest:
    """A row of `catalog_import_digests`."""

    product_id: ProductId
    channel_id: ChannelId
    product_version: int
    digest: bytes


class MemoryImportedProducts:
    """See `application.catalog.imports.ports.ImportedProducts`. What it hands out records no events."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def known(self, handles: Sequence[str]) -> set[str]:
        return set(self.by_handle(handles))

    def by_handle(self, handles: Sequence[str]) -> Mapping[str, Product]:
        slugs, products = self._uow.table("product_slugs"), self._uow.table("products")
        rows = [row for row in map(slugs.get, handles) if row is not None]
        found: dict[str, Product | None] = {row.slug: products.get(row.product_id) for row in rows}
        return {handle: product for handle, product in found.items() if product is not None}

    def sku_owners(self, skus: Sequence[str]) -> Mapping[str, ProductId]:
        wanted = set(skus)
        products: list[Product] = list(self._uow.table("products").rows())
        return {variant.sku: product.id for product in products for variant in product.variants if variant.sku in wanted}

    def untouched(self, handles: Sequence[str], channel_id: ChannelId, location_id: LocationId | None) -> Mapping[str, UntouchedProduct]:
        found = {}
        for handle, product in self.by_handle(handles).items():
            row: ImportDigest | None = self._uow.table(DIGESTS).get((product.id, channel_id))
            if row is not None and row.product_version == product.version:
                offers = self._offers(product, channel_id, location_id)
                found[handle] = UntouchedProduct(product.id, product.slug, row.digest, offers)
        return found

    def _offers(self, product: Product, channel_id: ChannelId, location_id: LocationId | None) -> dict[str, Offered]:
        regular = {
            price.variant_id: price
            for price in self._uow.prices.of([variant.id for variant in product.variants], channel_id)
            if price.valid_from is None
        }
        items = self._uow.table(ITEMS)
        offers = {}
        for variant in product.variants:
            price = regular.get(variant.id)
            row: ItemRow | None = items.get((variant.id, location_id))
            offers[variant.sku] = Offered(
                price.money.currency.code if price else None,
                price.money.amount if price else None,
                price.compare_at.amount if price and price.compare_at else None,
                row.item.on_hand if row else None,
                row.item.backorder if row else None,
            )
        return offers

    def remember(self, products: Sequence[tuple[Product | NewProduct, bytes]], channel_id: ChannelId) -> None:
        changed, rows = self._uow.table("products").changes(), self._uow.table(DIGESTS)
        for product, digest in products:
            # A commit counts the version of what it changed up by one.
            version = 1 if isinstance(product, NewProduct) else product.version + (product.id in changed)
            rows.get((product.id, channel_id))  # so that putting replaces what was remembered before
            rows.put((product.id, channel_id), ImportDigest(product.id, channel_id, version, digest))

    def discard(self, product: Product) -> None:
        self._uow.table("products").discard(product.id)

    def after(self, last: ProductId | None, limit: int) -> list[Product]:
        products: list[Product] = sorted(self._uow.table("products").rows(), key=lambda product: product.id)
        return [product for product in products if last is None or product.id > last][:limit]

    def most_options(self) -> int:
        return max((len(product.options) for product in self._uow.table("products").rows()), default=0)

    def insert(self, products: Sequence[NewProduct], now: datetime) -> None:
        for new in products:
            product = new.as_product()
            self._uow.products.add(product)
            self._uow.products.claim_slug(product, now)
            product.release_events()

    def insert_prices(self, prices: Sequence[Price], now: datetime, by: str) -> None:
        self._uow.prices.put(prices, now, by)


def memory_imported_stock(uow: MemoryUnitOfWork) -> BookedStock:
    def levels(location_id: LocationId, variants: Sequence[VariantId]) -> Mapping[VariantId, StockAt]:
        items = uow.table(ITEMS)
        found: dict[VariantId, StockAt] = {}
        for key in variants:
            row: ItemRow | None = items.get((key, location_id))
            if row is not None:
                found[key] = StockAt(row.item.on_hand, row.item.backorder)
        return found

    def store(opening: Opening, first: Sequence[FirstStock]) -> None:
        uow.stock_rows.save([_item(opening, stock, uow.ids) for stock in first], opening.now)
        uow.stock_rows.add_movements([_movement(opening, stock, uow.ids) for stock in first if stock.on_hand])

    return BookedStock(uow.stock_rows, uow.stock_locations, levels, store, uow.ids, uow.record)


def _item(opening: Opening, stock: FirstStock, ids: Ids) -> StockItem:
    return StockItem(
        id=StockItemId(ids.new()),
        variant_id=stock.variant_id,
        location_id=opening.location_id,
        on_hand=stock.on_hand,
        backorder=stock.backorder,
        low_stock_threshold=stock.low_stock_threshold,
    )


def _movement(opening: Opening, stock: FirstStock, ids: Ids) -> Movement:
    return Movement(
        id=MovementId(ids.new()),
        variant_id=stock.variant_id,
        location_id=opening.location_id,
        kind=opening.kind,
        quantity=stock.on_hand,
        on_hand=stock.on_hand,
        reason=opening.reason,
        actor=opening.actor,
        occurred_at=opening.now,
    )
