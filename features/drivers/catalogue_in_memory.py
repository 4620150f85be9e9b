"""The catalogue through its use cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from application.catalog.attributes.change_attribute import ChangeAttribute
from application.catalog.attributes.create_attribute import CreateAttribute
from application.catalog.attributes.create_product_type import CreateProductType
from application.catalog.browsing.view_product import ProductMoved, ViewProduct
from application.catalog.categories.create_category import CreateCategory
from application.catalog.categories.delete_category import DeleteCategory, OrphanedProducts
from application.catalog.categories.move_category import MoveCategory
from application.catalog.categories.read_categories import GetCategory, ListCategories
from application.catalog.categories.reorder_categories import ReorderCategories
from application.catalog.collections.change_members import ChangeMembers
from application.catalog.collections.create_collection import CreateCollection
from application.catalog.collections.read_collections import ListMembers
from application.catalog.list_channels import ListChannels
from application.catalog.products.add_variant import AddVariant
from application.catalog.products.change_product import ChangeProduct
from application.catalog.products.change_status import ChangeProductStatus
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.delete_product import DeleteProduct
from application.catalog.products.given import GivenPublication, GivenVariant
from application.catalog.products.publish_product import PublishProduct
from application.catalog.products.read_products import GetProduct
from application.facade import Application
from application.shared.unset import UNSET
from domain.catalog.attribute import AttributeKind, Choice, ValueRules
from domain.catalog.collection import Condition, ConditionKind, Match, RuleSet
from domain.catalog.options import OptionValue, ProductOption
from domain.catalog.product_type import AttributeUse
from domain.catalog.publication import ProductStatus
from domain.catalog.slug import slugified
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AttributeId, CategoryId, CollectionId, ProductId, ProductTypeId
from domain.shared.localized_text import LocalizedText
from features.drivers.amounts import money
from features.drivers.catalogue import Names, NewProduct, NewVariant, SeenProduct
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF

text = LocalizedText.of


def _choices(names: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(slugified(name), text(name)) for name in names)


def _options(options: Mapping[str, Sequence[str]]) -> tuple[ProductOption, ...]:
    return tuple(
        ProductOption(slugified(name), text(name), tuple(OptionValue(slugified(value), text(value)) for value in values))
        for name, values in options.items()
    )


def _variant(variant: NewVariant) -> GivenVariant:
    values = {slugified(option): slugified(value) for option, value in variant.values.items()}
    return GivenVariant(sku=variant.sku, option_values=values, barcode=variant.barcode)


@dataclass(frozen=True)
class MemoryCatalogue:
    app: Application
    categories: Names = field(default_factory=Names)
    products: Names = field(default_factory=Names)
    others: Names = field(default_factory=Names)

    def add_category(self, name: str, parent: str | None = None) -> None:
        with refusals():
            above = None if parent is None else CategoryId(self.categories.of(parent))
            self.categories.ids[name] = self.app.catalog.create_category(CreateCategory(actor=STAFF, name=text(name), parent_id=above)).id

    def move_category(self, name: str, parent: str | None) -> None:
        with refusals():
            above = None if parent is None else CategoryId(self.categories.of(parent))
            self.app.catalog.move_category(MoveCategory(actor=STAFF, category_id=CategoryId(self.categories.of(name)), parent_id=above))

    def order_categories(self, parent: str | None, names: Sequence[str]) -> None:
        with refusals():
            above = None if parent is None else CategoryId(self.categories.of(parent))
            order = tuple(CategoryId(self.categories.of(name)) for name in names)
            self.app.catalog.reorder_categories(ReorderCategories(actor=STAFF, parent_id=above, order=order))

    def delete_category(self, name: str, products: str = "refuse") -> None:
        with refusals():
            wish, key = OrphanedProducts(products), CategoryId(self.categories.of(name))
            self.app.catalog.delete_category(DeleteCategory(actor=STAFF, category_id=key, products=wish))

    def tree(self) -> list[str]:
        found = self.app.catalog.list_categories(ListCategories(actor=STAFF))
        ways = [self.app.catalog.get_category(GetCategory(actor=STAFF, category_id=item.id)).breadcrumbs for item in found]
        return [" > ".join(step.name.get("en") for step in way) for way in ways]

    def define_attribute(self, code: str, kind: str, choices: Sequence[str] = (), minimum: str | None = None) -> None:
        rules = ValueRules(minimum=None if minimum is None else Decimal(minimum))
        command = CreateAttribute(
            actor=STAFF, code=code, kind=AttributeKind(kind), label=text(code), rules=rules, choices=_choices(choices)
        )
        with refusals():
            self.others.ids[f"attribute {code}"] = self.app.catalog.create_attribute(command).id

    def set_choices(self, code: str, choices: Sequence[str]) -> None:
        key = AttributeId(self.others.of(f"attribute {code}"))
        with refusals():
            self.app.catalog.change_attribute(ChangeAttribute(actor=STAFF, attribute_id=key, choices=_choices(choices)))

    def define_kind(self, code: str, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        uses = tuple(AttributeUse(name, required=True) for name in required) + tuple(AttributeUse(name) for name in optional)
        with refusals():
            command = CreateProductType(actor=STAFF, code=code, name=text(code), product_attributes=uses)
            self.others.ids[f"kind {code}"] = self.app.catalog.create_product_type(command).id

    def create(self, product: NewProduct) -> None:
        kind = None if product.kind is None else ProductTypeId(self.others.of(f"kind {product.kind}"))
        command = CreateProduct(
            actor=STAFF,
            name=text(product.name),
            slug=product.address,
            status=ProductStatus.ACTIVE if product.on_sale else ProductStatus.DRAFT,
            product_type_id=kind,
            description=text(product.description) if product.description else None,
            tags=tuple(product.tags),
            options=_options(product.options),
            attributes=product.attributes,
            variants=tuple(_variant(variant) for variant in product.variants),
            publications=() if product.channel is None else (GivenPublication(channel=product.channel),),
            category_ids=tuple(CategoryId(self.categories.of(name)) for name in product.categories),
        )
        with refusals():
            self.products.ids[product.name] = self.app.catalog.create_product(command).id

    def _id(self, name: str) -> ProductId:
        return ProductId(self.products.of(name))

    def seen(self, name: str) -> SeenProduct:
        with refusals():
            product = self.app.catalog.get_product(GetProduct(actor=STAFF, product_id=self._id(name)))
        return SeenProduct(
            product.slug,
            product.status.value,
            product.description.get("en"),
            product.tags,
            tuple(variant.sku for variant in product.variants),
            {variant.sku: variant.option_values for variant in product.variants},
            {code: list(value) if isinstance(value, tuple) else value for code, value in product.attribute_values.items()},
        )

    def describe(self, name: str, *, address: str | None = None, tags: Sequence[str] | None = None) -> None:
        slug, words = UNSET if address is None else address, UNSET if tags is None else tuple(tags)
        with refusals():
            self.app.catalog.change_product(ChangeProduct(actor=STAFF, product_id=self._id(name), slug=slug, tags=words))

    def answer(self, name: str, attributes: Mapping[str, Any]) -> None:
        with refusals():
            self.app.catalog.change_product(ChangeProduct(actor=STAFF, product_id=self._id(name), attributes=attributes))

    def set_options(self, name: str, options: Mapping[str, Sequence[str]]) -> None:
        with refusals():
            self.app.catalog.change_product(ChangeProduct(actor=STAFF, product_id=self._id(name), options=_options(options)))

    def set_status(self, name: str, status: str) -> None:
        with refusals():
            command = ChangeProductStatus(actor=STAFF, product_id=self._id(name), status=ProductStatus(status))
            self.app.catalog.change_product_status(command)

    def delete(self, name: str) -> None:
        with refusals():
            self.app.catalog.delete_product(DeleteProduct(actor=STAFF, product_id=self._id(name)))

    def add_variant(self, name: str, variant: NewVariant) -> None:
        with refusals():
            self.app.catalog.add_variant(AddVariant(actor=STAFF, product_id=self._id(name), variant=_variant(variant)))

    def publish(self, name: str, channel: str, since: datetime | None, until: datetime | None) -> None:
        window = GivenPublication(channel=channel, published_from=since, published_until=until)
        with refusals():
            self.app.catalog.publish_product(PublishProduct(actor=STAFF, product_id=self._id(name), publication=window))

    def leads_to(self, address: str, channel: str) -> str | None:
        try:
            found = self.app.browsing.view_product(ViewProduct(key=address, channel=channel))
        except EntityNotFound:
            return None
        return found.slug if isinstance(found, ProductMoved) else address

    def open_collection(self, name: str, rules: Sequence[tuple[str, str]] = (), match: str = "all") -> None:
        conditions = tuple(self._condition(ConditionKind(kind), value) for kind, value in rules)
        chosen_by = RuleSet(Match(match), conditions) if conditions else None
        with refusals():
            self.others.ids[name] = self.app.catalog.create_collection(CreateCollection(actor=STAFF, name=text(name), rules=chosen_by)).id

    def _condition(self, kind: ConditionKind, value: str) -> Condition:
        if kind in (ConditionKind.PRICE_OVER, ConditionKind.PRICE_UNDER):
            channel = self.app.catalog.list_channels(ListChannels())[0]
            return Condition(kind, channel_id=channel.id, price=money(value))
        return Condition(kind, str(self.categories.of(value)) if kind is ConditionKind.CATEGORY else value)

    def choose(self, collection: str, names: Sequence[str]) -> None:
        order = tuple(self._id(name) for name in names)
        with refusals():
            key = CollectionId(self.others.of(collection))
            self.app.catalog.change_members(ChangeMembers(actor=STAFF, collection_id=key, order=order))

    def members(self, collection: str) -> list[str]:
        found = self.app.catalog.list_members(ListMembers(actor=STAFF, collection_id=CollectionId(self.others.of(collection))))
        return [self.products.name_of(key) for key in found]
