"""Categories, types, products, stock and collections of the demo shop, made where they are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from adapters.demo.records import Record, listed, products, texts
from application.catalog.attributes.create_attribute import CreateAttribute
from application.catalog.attributes.create_product_type import CreateProductType
from application.catalog.attributes.read_attributes import ListAttributes, ListProductTypes
from application.catalog.browsing.rebuild_documents import RebuildDocuments
from application.catalog.categories.create_category import CreateCategory
from application.catalog.categories.read_categories import ListCategories
from application.catalog.collections.change_members import ChangeMembers
from application.catalog.collections.create_collection import CreateCollection
from application.catalog.collections.read_collections import ListCollections
from application.catalog.imports.bring_in_products import BringInProducts, OpeningStock
from application.catalog.imports.ports import WantedStock
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.given import GivenMedia, GivenPublication, GivenVariant
from application.catalog.products.read_products import ListProducts
from application.facade import Application
from application.inventory.locations import ListLocations
from application.pricing.set_prices import PriceTerms
from application.shared.actor import Actor
from domain.catalog.attribute import AttributeKind, Choice
from domain.catalog.channel import Channel
from domain.catalog.collection import Condition, ConditionKind, Match, RuleSet
from domain.catalog.options import OptionValue, ProductOption
from domain.catalog.product_type import AttributeUse
from domain.catalog.publication import ProductStatus
from domain.catalog.texts import Seo
from domain.catalog.variant import Dimensions
from domain.shared.ids import CategoryId, LocationId, ProductId, ProductTypeId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money

MEDIA = "/media/demo/"
PAGE = 100


def load_categories(app: Application, actor: Actor) -> dict[str, CategoryId]:
    """Ids by slug."""
    known = {category.slug: category.id for category in app.catalog.list_categories(ListCategories(actor=actor))}
    for record in listed("categories.json"):
        if record["slug"] not in known:
            category = app.catalog.create_category(
                CreateCategory(
                    actor=actor,
                    name=texts(record["name"]),
                    slug=record["slug"],
                    parent_id=known[record["parent"]] if record["parent"] else None,
                    description=texts(record["description"]),
                )
            )
            known[category.slug] = category.id
    return known


def load_types(app: Application, actor: Actor) -> dict[str, ProductTypeId]:
    """Ids by code; attributes that several types share are made once."""
    attributes = {attribute.code for attribute in app.catalog.list_attributes(ListAttributes(actor=actor))}
    types = {kind.code: kind.id for kind in app.catalog.list_product_types(ListProductTypes(actor=actor))}
    for record in listed("product_types.json"):
        for attribute in record["attributes"]:
            if attribute["code"] not in attributes:
                attributes.add(attribute["code"])
                app.catalog.create_attribute(_attribute(actor, attribute))
        if record["code"] not in types:
            uses = tuple(AttributeUse(attribute["code"], attribute["required"]) for attribute in record["attributes"])
            command = CreateProductType(actor=actor, code=record["code"], name=texts(record["name"]), product_attributes=uses)
            types[record["code"]] = app.catalog.create_product_type(command).id
    return types


def _attribute(actor: Actor, record: Record) -> CreateAttribute:
    return CreateAttribute(
        actor=actor,
        code=record["code"],
        kind=AttributeKind(record["kind"]),
        label=texts(record["name"]),
        filterable=record["filterable"],
        unit=record["unit"] or "",
        choices=tuple(Choice(choice["code"], texts(choice["name"])) for choice in record["choices"] or ()),
    )


def present_products(app: Application, actor: Actor) -> dict[str, ProductId]:
    """Ids by slug, of the whole shop."""
    found: dict[str, ProductId] = {}
    cursor: str | None = None
    while True:
        page = app.catalog.list_products(ListProducts(actor=actor, cursor=cursor, size=PAGE))
        found |= {item.slug: item.id for item in page.items}
        cursor = page.next_cursor
        if cursor is None:
            return found


def load_products(
    app: Application,
    actor: Actor,
    records: Sequence[Record],
    types: Mapping[str, ProductTypeId],
    categories: Mapping[str, CategoryId],
    channels: Mapping[str, Channel],
) -> None:
    """All of them, with prices and opening stock, in one transaction."""
    places = {location.code: location.id for location in app.inventory.list_locations(ListLocations(actor=actor))}
    stock = [opening for record in records for variant in record["variants"] for opening in _opening_stock(variant, places)]
    products = tuple(_product(actor, record, types, categories, channels) for record in records)
    app.imports.bring_in_products(BringInProducts(actor=actor, products=products, stock=tuple(stock)))


def _opening_stock(variant: Record, places: Mapping[str, LocationId]) -> Iterator[OpeningStock]:
    for location, count in variant["stock"].items():
        wanted = WantedStock(count, variant["backorder"] == "allow", variant["low_stock_threshold"])
        yield OpeningStock(variant["sku"], places[location], wanted)


def _product(
    actor: Actor,
    record: Record,
    types: Mapping[str, ProductTypeId],
    categories: Mapping[str, CategoryId],
    channels: Mapping[str, Channel],
) -> CreateProduct:
    return CreateProduct(
        actor=actor,
        name=texts(record["name"]),
        slug=record["slug"],
        status=ProductStatus(record["status"]),
        product_type_id=types[record["type"]],
        description=texts(record["description"]),
        vendor=record["vendor"],
        tags=tuple(record["tags"]),
        options=tuple(_option(option) for option in record["options"]),
        attributes={code: _attribute_value(value) for code, value in record["attributes"].items()},
        media=tuple(GivenMedia(url=MEDIA + item["file"], alt=texts(item["alt"])) for item in record["media"]),
        seo=Seo(texts(record["seo"]["title"]), texts(record["seo"]["description"])),
        variants=tuple(_variant(variant, channels) for variant in record["variants"]),
        publications=tuple(_publication(item) for item in record["publications"]),
        category_ids=tuple(categories[slug] for slug in record["categories"]),
    )


def _option(record: Record) -> ProductOption:
    values = tuple(OptionValue(value["code"], texts(value["name"])) for value in record["values"])
    return ProductOption(record["code"], texts(record["name"]), values)


def _attribute_value(value: Any) -> object:
    """Text attributes have one language here: the first."""
    return LocalizedText(value).get("en") if isinstance(value, dict) else value


def _publication(record: Record) -> GivenPublication:
    return GivenPublication(channel=record["channel"], published_from=_instant(record["from"]), published_until=_instant(record["until"]))


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _variant(record: Record, channels: Mapping[str, Channel]) -> GivenVariant:
    return GivenVariant(
        sku=record["sku"],
        option_values=record["options"],
        barcode=record["barcode"],
        weight_grams=record["weight_g"] or 0,
        dimensions=Dimensions(*record["dimensions_mm"]) if record["dimensions_mm"] else None,
        requires_shipping=record["requires_shipping"],
        tax_category=record["tax_category"],
        track_inventory=record["track_stock"],
        prices=tuple(_price(channels[code], price) for code, price in record["prices"].items()),
    )


def _price(channel: Channel, record: Record) -> PriceTerms:
    compare_at = None if record["compare_at"] is None else Money(record["compare_at"], channel.currency)
    return PriceTerms(channel.code, Money(record["amount"], channel.currency), compare_at)


def load_collections(
    app: Application, actor: Actor, products: Mapping[str, ProductId], categories: Mapping[str, CategoryId], channels: Mapping[str, Channel]
) -> None:
    present = {collection.slug for collection in app.catalog.list_collections(ListCollections(actor=actor))}
    for record in listed("collections.json"):
        if record["slug"] in present:
            continue
        rules = _rules(record["rule"], categories, channels) if record["rule"] else None
        collection = app.catalog.create_collection(
            CreateCollection(
                actor=actor,
                name=texts(record["name"]),
                slug=record["slug"],
                description=texts(record["description"]),
                rules=rules,
            )
        )
        if record["products"]:
            order = tuple(products[slug] for slug in record["products"])
            app.catalog.change_members(ChangeMembers(actor=actor, collection_id=collection.id, order=order))


def is_complete(app: Application, actor: Actor) -> bool:
    """Whether a former load came to its end: collections come last."""
    present = {collection.slug for collection in app.catalog.list_collections(ListCollections(actor=actor))}
    return listed("collections.json")[-1]["slug"] in present


def _rules(record: Record, categories: Mapping[str, CategoryId], channels: Mapping[str, Channel]) -> RuleSet:
    return RuleSet(Match(record["match"]), tuple(_condition(item, categories, channels) for item in record["conditions"]))


def _condition(record: Record, categories: Mapping[str, CategoryId], channels: Mapping[str, Channel]) -> Condition:
    if record["field"] == "price":
        channel = channels[record["channel"]]
        return Condition(ConditionKind.PRICE_UNDER, channel_id=channel.id, price=Money(record["value"], channel.currency))
    if record["field"] == "category":
        return Condition(ConditionKind.CATEGORY, str(categories[record["value"]]))
    return Condition(ConditionKind(record["field"]), record["value"])


def demo_slugs() -> set[str]:
    return {record["slug"] for record in products()}


def show_to_shoppers(app: Application, actor: Actor) -> None:
    """Make the shoppers' documents at once: nobody should have to wait for the worker to see the first product."""
    last: ProductId | None = None
    while (done := app.browsing.rebuild_documents(RebuildDocuments(actor=actor, last=last))).products:
        last = done.last
