"""A collection: products chosen by hand, or by rules that keep choosing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import ClassVar
from uuid import UUID

from domain.catalog.events import CollectionChanged
from domain.catalog.slug import checked_slug
from domain.catalog.texts import MAX_NAME, Seo, checked_name, no_text
from domain.shared.aggregate import Aggregate
from domain.shared.errors import Conflict, InvalidValue
from domain.shared.ids import CategoryId, ChannelId, CollectionId, ProductTypeId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money

MAX_CONDITIONS = 60


class ConditionKind(Enum):
    TAG = "tag"
    VENDOR = "vendor"
    CATEGORY = "category"
    PRODUCT_TYPE = "product_type"
    PRICE_UNDER = "price_under"
    PRICE_OVER = "price_over"
    TITLE_CONTAINS = "title_contains"


PRICED = frozenset({ConditionKind.PRICE_UNDER, ConditionKind.PRICE_OVER})
_BY_ID = frozenset({ConditionKind.CATEGORY, ConditionKind.PRODUCT_TYPE})


class Match(Enum):
    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` is a tag, a vendor, words of the title, or the id of a category (its subtree counts) or product type.

    A price condition has `channel_id` and `price` instead: the cheapest variant costs less (or more) than that.
    """

    kind: ConditionKind
    value: str = ""
    channel_id: ChannelId | None = None
    price: Money | None = None

    def check(self, where: str) -> None:
        if self.kind in PRICED:
            if self.price is None or self.channel_id is None or self.value:
                raise InvalidValue(where, "a price condition needs channel and price, and no value")
            if self.price.amount < 0:
                raise InvalidValue(f"{where}/price", "must not be negative")
        elif not 1 <= len(self.value.strip()) <= MAX_NAME or self.price is not None or self.channel_id is not None:
            raise InvalidValue(where, "needs a value, and neither channel nor price")
        elif self.kind in _BY_ID:
            _checked_id(self.value, f"{where}/value")


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What rules look at. `categories` holds every category of the product and all of their ancestors; `titles` every locale's."""

    tags: frozenset[str]
    vendor: str
    categories: frozenset[CategoryId]
    product_type_id: ProductTypeId | None
    titles: tuple[str, ...]
    lowest_prices: Mapping[ChannelId, Money]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All or any of the conditions must hold. Text is compared without regard to case."""

    match: Match
    conditions: tuple[Condition, ...]

    def check(self) -> None:
        if not 1 <= len(self.conditions) <= MAX_CONDITIONS:
            raise InvalidValue("rules/conditions", f"name 1 to {MAX_CONDITIONS} conditions")
        for index, condition in enumerate(self.conditions):
            condition.check(f"rules/conditions/{index}")

    def chooses(self, product: ProductFacts) -> bool:
        results = (_holds(condition, product) for condition in self.conditions)
        return all(results) if self.match is Match.ALL else any(results)

    @property
    def depends_on_prices(self) -> bool:
        return any(condition.kind in PRICED for condition in self.conditions)


def _checked_id(text: str, where: str) -> None:
    try:
        UUID(text)
    except ValueError:
        raise InvalidValue(where, "must be an id") from None


def _holds(condition: Condition, product: ProductFacts) -> bool:
    wanted = condition.value.strip().lower()
    if condition.kind is ConditionKind.TAG:
        return _contains(product.tags, wanted)
    if condition.kind is ConditionKind.VENDOR:
        return product.vendor.lower() == wanted
    if condition.kind is ConditionKind.TITLE_CONTAINS:
        return any(wanted in title.lower() for title in product.titles)
    if condition.kind is ConditionKind.CATEGORY:
        return CategoryId(UUID(wanted)) in product.categories
    if condition.kind is ConditionKind.PRODUCT_TYPE:
        return product.product_type_id == UUID(wanted)
    return _price_holds(condition, product)


def _contains(texts: Iterable[str], wanted: str) -> bool:
    return any(text.lower() == wanted for text in texts)


def _price_holds(condition: Condition, product: ProductFacts) -> bool:
    if condition.channel_id is None or condition.price is None:
        return False
    lowest = product.lowest_prices.get(condition.channel_id)
    if lowest is None or lowest.currency != condition.price.currency:
        return False
    return lowest < condition.price if condition.kind is ConditionKind.PRICE_UNDER else lowest > condition.price


@dataclass(eq=False)
class MembersFollowRules(Conflict):
    """Somebody tried to choose by hand what rules choose."""

    code: ClassVar[str] = "members_follow_rules"

    @property
    def detail(self) -> str:
        return "The products of this collection are chosen by its rules; change the rules, or make it a collection by hand."


class Collection(Aggregate):
    """By hand when `rules` is None. Members live beside it: there may be many; `members_changed` moves the version."""

    def __init__(
        self,
        id: CollectionId,  # noqa: A002 - the field's word
        name: LocalizedText,
        slug: str,
        now: datetime,
        *,
        description: LocalizedText | None = None,
        seo: Seo | None = None,
        rules: RuleSet | None = None,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.name = checked_name(name)
        self.slug = checked_slug(slug)
        self.description = description or no_text()
        self.seo = seo or Seo()
        if rules is not None:
            rules.check()
        self.rules = rules
        self._changed(now)

    def _changed(self, now: datetime) -> None:
        self.record(CollectionChanged(collection_id=self.id, occurred_at=now))

    def change(
        self,
        now: datetime,
        *,
        name: LocalizedText | None = None,
        slug: str | None = None,
        description: LocalizedText | None = None,
        seo: Seo | None = None,
        rules: RuleSet | None = None,
        by_hand: bool = False,
    ) -> None:
        """None leaves a field as it is; `by_hand` drops the rules and keeps the present members."""
        if name is not None:
            self.name = checked_name(name)
        if slug is not None:
            self.slug = checked_slug(slug)
        self.description = self.description if description is None else description
        self.seo = self.seo if seo is None else seo
        if rules is not None:
            rules.check()
            self.rules = rules
        if by_hand:
            self.rules = None
        self.touch(now)
        self._changed(now)

    def require_by_hand(self) -> None:
        if self.rules is not None:
            raise MembersFollowRules

    def members_changed(self, now: datetime) -> None:
        self.touch(now)
        self._changed(now)

    def deleted(self, now: datetime) -> None:
        self._changed(now)
