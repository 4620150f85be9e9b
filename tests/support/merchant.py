"""A merchant who keeps shop through the use cases of staff: whole products in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from application.catalog.attributes.create_attribute import CreateAttribute
from application.catalog.attributes.create_product_type import CreateProductType
from application.catalog.categories.create_category import CreateCategory
from application.catalog.collections.change_members import ChangeMembers
from application.catalog.collections.create_collection import CreateCollection
from application.catalog.create_channel import CreateChannel
from application.catalog.products.change_product import ChangeProduct
from application.catalog.products.change_status import ChangeProductStatus
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.given import GivenMedia, GivenPublication, GivenVariant
from application.facade import Application
from application.inventory.locations import CreateLocation
from application.inventory.receive_stock import ReceiveStock
from application.inventory.set_stock_count import SetStockCount
from application.pricing.set_prices import GivenPrice, PriceTerms, SetPrices
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from domain.catalog.attribute import AttributeKind, Choice
from domain.catalog.category import Category
from domain.catalog.options import OptionValue, ProductOption
from domain.catalog.product import Product
from domain.catalog.product_type import AttributeUse, ProductType
from domain.catalog.publication import ProductStatus
from domain.catalog.slug import slugified
from domain.shared.currency import Currency
from domain.shared.ids import CollectionId, ProductId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money

STAFF = Actor(ActorKind.STAFF, "ada", frozenset(PERMISSIONS))


@dataclass
class Merchant:
    """Products are known by their English names, with the SKU in capitals: `Linen shirt` is LINEN-SHIRT."""

    app: Application
    currency: str = "EUR"
    channel: str = "default"
    products: dict[str, ProductId] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    collections: dict[str, CollectionId] = field(default_factory=dict)
    kind: ProductType | None = None

    def open(self, locales: tuple[str, ...] = ("en",)) -> None:
        self.app.catalog.create_channel(CreateChannel(actor=STAFF, code=self.channel, name="Shop", currency=self.currency, locales=locales))
        self.app.inventory.create_location(CreateLocation(actor=STAFF, code="main", name="Main"))

    def money(self, amount: str) -> Money:
        return Money.from_decimal(Decimal(amount), Currency(self.currency))

    def category(self, path: str) -> Category:
        """`Clothes > Shirts` makes both where they are missing."""
        if path not in self.categories:
            above, _, name = path.rpartition(" > ")
            parent = self.category(above).id if above else None
            command = CreateCategory(actor=STAFF, name=LocalizedText({"en": name}), parent_id=parent)
            self.categories[path] = self.app.catalog.create_category(command)
        return self.categories[path]

    def attribute(self, name: str, *values: str) -> None:
        """A choice that products of the merchant's kind are described by and filtered by."""
        choices = tuple(Choice(slugified(value), LocalizedText({"en": value})) for value in values)
        label = LocalizedText({"en": name})
        create = CreateAttribute(
            actor=STAFF, code=slugified(name), kind=AttributeKind.CHOICE, label=label, filterable=True, choices=choices
        )
        self.app.catalog.create_attribute(create)
        uses = (AttributeUse(slugified(name)),)
        described = CreateProductType(actor=STAFF, code="goods", name=LocalizedText({"en": "Goods"}), product_attributes=uses)
        self.kind = self.app.catalog.create_product_type(described)

    def sells(
        self,
        name: str,
        price: str | None,
        *,
        categories: Sequence[str] = (),
        sizes: Sequence[str] = (),
        stock: int | None = None,
        opens: datetime | None = None,
        closes: datetime | None = None,
        texts: dict[str, str] | None = None,
        description: str = "",
        status: ProductStatus = ProductStatus.ACTIVE,
        **given: Any,
    ) -> Product:
        """With `stock` None it is not counted."""
        terms = () if price is None else (PriceTerms(self.channel, self.money(price)),)
        options = (_option("Size", *sizes),) if sizes else ()
        variants = tuple(
            GivenVariant(option_values={"size": slugified(size)} if size else {}, track_inventory=stock is not None, prices=terms)
            for size in sizes or ("",)
        )
        product = self.app.catalog.create_product(
            CreateProduct(
                actor=STAFF,
                name=LocalizedText({"en": name} | (texts or {})),
                description=LocalizedText({"en": description}) if description else None,
                status=status,
                product_type_id=self.kind.id if self.kind else None,
                options=options,
                variants=variants,
                media=(GivenMedia(url=f"/media/{slugified(name)}.jpg", alt=LocalizedText({"en": name})),),
                publications=(GivenPublication(channel=self.channel, published_from=opens, published_until=closes),),
                category_ids=tuple(self.category(path).id for path in categories),
                **given,
            )
        )
        self.products[name] = product.id
        if stock:
            for variant in product.variants:
                self.app.inventory.receive_stock(ReceiveStock(actor=STAFF, sku=variant.sku, location="main", quantity=stock))
        return product

    def rename(self, name: str, new_name: str, *, slug: str | None = None) -> None:
        change = {} if slug is None else {"slug": slug}
        self.app.catalog.change_product(
            ChangeProduct(actor=STAFF, product_id=self.products[name], name=LocalizedText({"en": new_name}), **change)  # type: ignore[arg-type]  # optional fields
        )

    def retires(self, name: str) -> None:
        self.app.catalog.change_product_status(
            ChangeProductStatus(actor=STAFF, product_id=self.products[name], status=ProductStatus.ARCHIVED)
        )

    def reprices(self, name: str, price: str, **terms: Any) -> None:
        price_terms = PriceTerms(self.channel, self.money(price), **terms)
        self.app.pricing.set_prices(SetPrices(actor=STAFF, prices=(GivenPrice(price_terms, sku=slugified(name).upper()),)))

    def counts(self, name: str, count: int, expected: int) -> None:
        sku = slugified(name).upper()
        self.app.inventory.set_stock_count(SetStockCount(actor=STAFF, sku=sku, location="main", count=count, expected=expected))

    def collects(self, collection: str, *names: str) -> None:
        """Put products into a collection by hand."""
        if collection not in self.collections:
            made = self.app.catalog.create_collection(CreateCollection(actor=STAFF, name=LocalizedText({"en": collection})))
            self.collections[collection] = made.id
        members = tuple(self.products[name] for name in names)
        self.app.catalog.change_members(ChangeMembers(actor=STAFF, collection_id=self.collections[collection], add=members))


def _option(name: str, *values: str) -> ProductOption:
    labels = tuple(OptionValue(slugified(value), LocalizedText({"en": value})) for value in values)
    return ProductOption(slugified(name), LocalizedText({"en": name}), labels)
