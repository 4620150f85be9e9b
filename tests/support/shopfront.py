"""A shop window over a backend: puts products on sale in one line, and looks at them as shoppers do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from adapters.memory.catalog.browsing.listings import MemoryProductListings
from adapters.memory.catalog.browsing.storefronts import MemoryCategoryTree, MemoryStorefrontCollections, MemoryStorefronts
from adapters.memory.search.product_search import MemoryProductSearch
from adapters.persistence.catalog.browsing.listings import SqlProductListings
from adapters.persistence.catalog.browsing.storefronts import SqlCategoryTree, SqlStorefrontCollections, SqlStorefronts
from adapters.persistence.search.product_search import SqlProductSearch
from application.catalog.browsing.browse_categories import BrowseCategoriesHandler
from application.catalog.browsing.browse_products import BrowseProducts, BrowseProductsHandler, ProductList
from application.catalog.browsing.view_category import ViewCategoryHandler
from application.catalog.browsing.view_collection import ViewCollectionHandler
from application.catalog.browsing.view_product import ProductMoved, ViewProduct, ViewProductHandler
from domain.catalog.category import Category
from domain.catalog.channel import Channel
from domain.catalog.collection import Collection
from domain.catalog.product import Product
from domain.catalog.publication import ProductStatus
from domain.pricing.price import Price
from domain.shared.currency import Currency
from domain.shared.ids import ChannelId, CollectionId, PriceId
from domain.shared.money import Money
from tests.support.catalogue import Catalogue, text
from tests.support.goods import Goods


class Shopfront(Catalogue):
    """Reads go through the use cases; `settle` does what the worker does after changes."""

    def __init__(self, backend: Any) -> None:
        super().__init__(backend)
        self.goods = Goods(backend)
        if backend.memory is not None:
            listings: Any = MemoryProductListings(backend.memory)
            search: Any = MemoryProductSearch(backend.memory)
            others: Sequence[Any] = [kind(backend.memory) for kind in (MemoryStorefronts, MemoryCategoryTree, MemoryStorefrontCollections)]
        else:
            listings, search = SqlProductListings(backend.reads), SqlProductSearch(backend.reads)
            others = [kind(backend.reads) for kind in (SqlStorefronts, SqlCategoryTree, SqlStorefrontCollections)]
        self.storefronts, self.tree, self.collections = others
        self.browse_products = BrowseProductsHandler(self.storefronts, listings, search, backend.clock)
        self.view_product = ViewProductHandler(self.storefronts, listings, backend.clock)
        self.browse_categories = BrowseCategoriesHandler(self.storefronts, self.tree)
        self.view_category = ViewCategoryHandler(self.storefronts, self.tree)
        self.view_collection = ViewCollectionHandler(self.storefronts, self.collections)

    def open(self, code: str = "default", currency: str = "EUR", locales: tuple[str, ...] = ("en",)) -> Channel:
        now = self.now
        return self._stored("channels", Channel(ChannelId(self.new()), code, code.title(), Currency(currency), now, locales=locales))

    def on_sale(
        self,
        slug: str,
        *prices: int,
        channel: Channel,
        categories: Sequence[Category] = (),
        opens: datetime | None = None,
        closes: datetime | None = None,
        **options: Any,
    ) -> Product:
        """An active, published product with a variant a price; stock is not counted."""
        product = self.product(slug, *(f"{slug}-{number}".upper() for number in range(len(prices))), **options)
        with self.backend.unit_of_work() as uow:
            product = uow.products.get(product.id)
            for variant in product.variants:
                variant.track_inventory = False
            product.advance(self.now, ProductStatus.ACTIVE)
            product.publish(self.now, channel.id, opens, closes)
            product.assign_categories(self.now, [category.id for category in categories])
            uow.commit()
        for number, amount in enumerate(prices):
            self.reprice(product, channel, amount, number=number)
        return product

    def reprice(self, product: Product, channel: Channel, amount: int, *, number: int = 0, **terms: Any) -> None:
        key, variant = PriceId(self.new()), product.variants[number]
        price = Price(key, product.id, variant.id, channel.id, Money(amount, channel.currency), **terms)
        with self.backend.unit_of_work() as uow:
            uow.prices.put([price], self.now, "ada")
            uow.commit()

    def collection(self, slug: str, *products: Product) -> Collection:
        collection = self._stored("collections", Collection(CollectionId(self.new()), text(slug.title()), slug, self.now))
        with self.backend.unit_of_work() as uow:
            uow.collections.set_members(collection.id, [product.id for product in products])
            uow.commit()
        return collection

    def change(self, product: Product, **given: Any) -> None:
        with self.backend.unit_of_work() as uow:
            stored = uow.products.get(product.id)
            stored.change(self.now, **given)
            if "slug" in given:
                uow.products.claim_slug(stored, self.now)
            uow.commit()

    def settle(self) -> None:
        """Bring every document up to date."""
        with self.backend.unit_of_work() as uow:
            uow.product_documents.refresh(uow.product_documents.after(None, 10_000), self.now)
            uow.commit()

    def list(self, **query: Any) -> ProductList:
        return self.browse_products(BrowseProducts(**query))

    def slugs(self, **query: Any) -> list[str]:
        return [orjson.loads(item)["slug"] for item in self.list(**query).items]

    def page(self, key: str, **query: Any) -> dict[str, Any]:
        shown = self.view_product(ViewProduct(key=key, **query))
        assert not isinstance(shown, ProductMoved), shown
        document: dict[str, Any] = orjson.loads(shown.body)
        return document
