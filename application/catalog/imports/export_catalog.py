"""Staff take the catalogue out, in the format in which it can come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from application.catalog.imports.exported import Offers, Vocabulary, exported, vocabulary
from application.catalog.imports.ports import CatalogWriter, ExportedProduct, ImportUnitOfWork
from application.catalog.imports.request_import import chosen_channel
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.channel import Channel
from domain.shared.ids import LocationId, ProductId

PAGE = 250


@dataclass(frozen=True, kw_only=True)
class ExportCatalog:
    """Products with prices, publication and language of one channel (None: see RequestImport). Those without variants stay out."""

    actor: Actor
    channel: str | None = None


@dataclass(frozen=True)
class ExportCatalogHandler:
    """Page by page in the order of creation: constant memory, and no transaction that waits for a slow reader."""

    permission: ClassVar[str | None] = "catalog.import"
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]
    clock: Clock
    writer: CatalogWriter

    def __call__(self, query: ExportCatalog) -> Iterator[bytes]:
        with self.unit_of_work() as uow:
            channel = chosen_channel(uow, query.channel)
            location_id = uow.imported_stock.default_location(channel.stock_locations)
            words = vocabulary(uow.product_types.all(), uow.categories.all(), channel.default_locale)
            options = uow.imported_products.most_options()
        return self.writer.write(self._products(channel, location_id, words), channel.currency, options)

    def _products(self, channel: Channel, location_id: LocationId | None, words: Vocabulary) -> Iterator[ExportedProduct]:
        last: ProductId | None = None
        while True:
            products, last = self._page(channel, location_id, words, last)
            if last is None:
                return
            yield from (product for product in products if product.variants)

    def _page(
        self, channel: Channel, location_id: LocationId | None, words: Vocabulary, last: ProductId | None
    ) -> tuple[list[ExportedProduct], ProductId | None]:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            products = uow.imported_products.after(last, PAGE)
            variants = [variant.id for product in products for variant in product.variants]
            prices = {price.variant_id: price for price in uow.prices.of(variants, channel.id) if price.valid_from is None}
            stock = uow.imported_stock.levels(location_id, variants) if location_id is not None else {}
        offers = Offers(prices, stock)
        page = [exported(product, words, offers, channel.id, channel.default_locale, now) for product in products]
        return page, products[-1].id if products else None
