"""Catalogue objects for tests, with sensible defaults for everything a test does not care about."""

from __future__ import annotations

from typing import Any

from domain.catalog.attribute import Attribute, AttributeKind, Choice
from domain.catalog.category import Category
from domain.catalog.channel import Channel
from domain.catalog.options import OptionValue, ProductOption
from domain.catalog.product import Product
from domain.catalog.slug import slugified
from domain.catalog.variant import VariantDetails
from domain.shared.currency import Currency
from domain.shared.ids import AttributeId, CategoryId, ChannelId, ProductId, VariantId
from domain.shared.localized_text import LocalizedText


def text(value: str) -> LocalizedText:
    return LocalizedText({"en": value})


def an_option(name: str, *values: str) -> ProductOption:
    return ProductOption(slugified(name), text(name), tuple(OptionValue(slugified(value), text(value)) for value in values))


def a_choice(code: str) -> Choice:
    return Choice(code, text(code.title()))


class Catalogue:
    """Makes and stores objects in a BackendUnderTest."""

    def __init__(self, backend: Any) -> None:
        self.backend = backend

    @property
    def now(self) -> Any:
        return self.backend.clock.now()

    def new(self) -> Any:
        return self.backend.ids.new()

    def channel(self, code: str = "default", currency: str = "EUR") -> Channel:
        return self._stored("channels", Channel(ChannelId(self.new()), code, code.title(), Currency(currency), self.now))

    def category(self, slug: str, parent: Category | None = None) -> Category:
        parent_id = parent.id if parent else None
        return self._stored("categories", Category(CategoryId(self.new()), text(slug), slug, self.now, parent_id=parent_id))

    def attribute(self, code: str, kind: AttributeKind = AttributeKind.TEXT, **options: Any) -> Attribute:
        return self._stored("attributes", Attribute(AttributeId(self.new()), code, kind, text(code), self.now, **options))

    def product(self, slug: str, *skus: str, **options: Any) -> Product:
        """Variants differ in an option `size`, whose values are made of the SKUs."""
        chosen = (an_option("Size", *skus),) if len(skus) > 1 else ()
        product = Product(ProductId(self.new()), options.pop("name", text(slug)), slug, self.now, options=chosen, **options)
        for sku in skus:
            product.add_variant(self.now, VariantId(self.new()), VariantDetails(sku, {"size": slugified(sku)} if chosen else {}))
        with self.backend.unit_of_work() as uow:
            uow.products.add(product)
            uow.products.claim_slug(product, self.now)
            uow.commit()
        return product

    def _stored(self, repository: str, item: Any) -> Any:
        with self.backend.unit_of_work() as uow:
            getattr(uow, repository).add(item)
            uow.commit()
        return item
