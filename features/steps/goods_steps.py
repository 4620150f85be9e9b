"""Steps that put goods into the shop: every context sells something."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pytest_bdd import given, parsers, when

from application.catalog.products.change_status import ChangeProductStatus
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.given import GivenPublication, GivenVariant
from application.catalog.products.publish_product import UnpublishProduct
from application.pricing.set_prices import GivenPrice, PriceTerms, SetPrices
from domain.catalog.publication import ProductStatus
from domain.shared.currency import Currency
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from features.drivers.shop import Shop
from features.drivers.staff import STAFF
from features.steps.world import World


def money(text: str) -> Money:
    """`EUR 10.00`."""
    currency, amount = text.split(" ")
    return Money.from_decimal(Decimal(amount), Currency(currency))


def sell(shop: Shop, world: World, sku: str, price: Money, channel: str, **variant: Any) -> None:
    """An active product with one variant, published and priced in `channel`; remembered under its SKU."""
    terms = PriceTerms(channel, price)
    product = shop.app.catalog.create_product(
        CreateProduct(
            actor=STAFF,
            name=LocalizedText({"en": sku.title()}),
            status=ProductStatus.ACTIVE,
            variants=(GivenVariant(sku=sku, prices=(terms,), **variant),),
            publications=(GivenPublication(channel=channel),),
        )
    )
    world.notes[f"product {sku}"], world.notes[sku] = product.id, product.variants[0].id


@given(parsers.parse('the channel "{channel}" sells "{sku}" for {price}'))
def the_channel_sells_for(shop: Shop, world: World, channel: str, sku: str, price: str) -> None:
    sell(shop, world, sku, money(price), channel)


@given(parsers.parse('the shop sells "{sku}" for {price}, {count:d} of them in stock'))
def the_shop_sells_and_has(shop: Shop, world: World, sku: str, price: str, count: int) -> None:
    sell(shop, world, sku, money(price), "default")
    if "main" not in world.notes:
        shop.inventory.open_location("main", 1)
        world.notes["main"] = True
    if count:
        shop.inventory.receive(sku, "main", count)


@given(parsers.parse('the shop sells the download "{sku}" for {price} without counting'))
def the_shop_sells_without_counting(shop: Shop, world: World, sku: str, price: str) -> None:
    sell(shop, world, sku, money(price), "default", track_inventory=False, requires_shipping=False)


@given(parsers.parse('the price of "{sku}" has changed to {price}'))
@when(parsers.parse('the price of "{sku}" changes to {price}'))
def the_price_changes(shop: Shop, sku: str, price: str) -> None:
    given_price = GivenPrice(PriceTerms("default", money(price)), sku=sku)
    shop.app.pricing.set_prices(SetPrices(actor=STAFF, prices=(given_price,)))


@given(parsers.parse('"{sku}" has been archived'))
@when(parsers.parse('"{sku}" is archived'))
def it_is_archived(shop: Shop, world: World, sku: str) -> None:
    command = ChangeProductStatus(actor=STAFF, product_id=world.notes[f"product {sku}"], status=ProductStatus.ARCHIVED)
    shop.app.catalog.change_product_status(command)


@when(parsers.parse('"{sku}" is taken out of the channel "{channel}"'))
def it_is_unpublished(shop: Shop, world: World, sku: str, channel: str) -> None:
    command = UnpublishProduct(actor=STAFF, product_id=world.notes[f"product {sku}"], channel=channel)
    shop.app.catalog.unpublish_product(command)
