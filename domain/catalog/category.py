"""A category: a node of the tree by which shoppers browse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.catalog.events import CategoryChanged
from domain.catalog.slug import checked_slug
from domain.catalog.texts import Seo, checked_name, no_text
from domain.shared.aggregate import Aggregate
from domain.shared.errors import Conflict, InvalidValue
from domain.shared.ids import CategoryId
from domain.shared.localized_text import LocalizedText


@dataclass(eq=False)
class CategoryCycle(Conflict):
    """A category was to be moved below itself."""

    code: ClassVar[str] = "category_cycle"
    category_id: CategoryId
    parent_id: CategoryId

    @property
    def detail(self) -> str:
        return "A category cannot be moved below itself or one of its own subcategories."


@dataclass(eq=False)
class CategoryHasChildren(Conflict):
    code: ClassVar[str] = "category_has_children"
    category_id: CategoryId
    children: int

    @property
    def detail(self) -> str:
        return f"The category still has {self.children} subcategories; move or delete them first."


@dataclass(eq=False)
class CategoryHasProducts(Conflict):
    code: ClassVar[str] = "category_has_products"
    category_id: CategoryId
    products: int

    @property
    def detail(self) -> str:
        return f"The category still holds {self.products} products; say whether they go to the parent or lose the category."


class Category(Aggregate):
    """`parent_id` is the truth of the tree (None: a root); `position` orders siblings."""

    def __init__(
        self,
        id: CategoryId,  # noqa: A002 - the field's word
        name: LocalizedText,
        slug: str,
        now: datetime,
        *,
        parent_id: CategoryId | None = None,
        position: int = 0,
        description: LocalizedText | None = None,
        seo: Seo | None = None,
    ) -> None:
        super().__init__(now)
        self.id = id
        self.name = checked_name(name)
        self.slug = checked_slug(slug)
        self.parent_id = parent_id
        self.position = position
        self.description = description or no_text()
        self.seo = seo or Seo()
        self._changed(now)

    def _changed(self, now: datetime) -> None:
        self.record(CategoryChanged(category_id=self.id, occurred_at=now))

    def change(
        self,
        now: datetime,
        *,
        name: LocalizedText | None = None,
        slug: str | None = None,
        description: LocalizedText | None = None,
        seo: Seo | None = None,
    ) -> None:
        """Rename and describe; None leaves a field as it is."""
        if name is not None:
            self.name = checked_name(name)
        if slug is not None:
            self.slug = checked_slug(slug)
        if description is not None:
            self.description = description
        if seo is not None:
            self.seo = seo
        self.touch(now)
        self._changed(now)

    def move(self, now: datetime, parent_id: CategoryId | None, ancestors_of_parent: Sequence[CategoryId]) -> None:
        """Hang the subtree below `parent_id`, whose chain up to its root (itself included) is `ancestors_of_parent`.

        The caller holds the lock of the tree, so that the chain stays true until commit.
        """
        if parent_id is not None and self.id in ancestors_of_parent:
            raise CategoryCycle(self.id, parent_id)
        self.parent_id = parent_id
        self.touch(now)
        self._changed(now)

    def place(self, now: datetime, position: int) -> None:
        """Take `position` among the siblings; the same position is no change."""
        if position != self.position:
            self.position = position
            self.touch(now)
            self._changed(now)

    def deleted(self, now: datetime) -> None:
        """Tell listeners that the category is going away."""
        self._changed(now)


def arrange(siblings: Sequence[Category], wanted: Sequence[CategoryId], now: datetime) -> None:
    """Give `siblings` the order `wanted`, which must name each of them exactly once."""
    by_id = {category.id: category for category in siblings}
    if len(wanted) != len(set(wanted)) or set(wanted) != set(by_id):
        raise InvalidValue("order", "must name every category of this level exactly once")
    for position, key in enumerate(wanted):
        by_id[key].place(now, position)


def inserted(siblings: Sequence[Category], moved: CategoryId, position: int | None) -> list[CategoryId]:
    """The order of a level after `moved` takes `position` (None or beyond the end: the last)."""
    order = [category.id for category in sorted(siblings, key=lambda c: (c.position, c.id)) if category.id != moved]
    order.insert(len(order) if position is None else min(position, len(order)), moved)
    return order


def in_tree_order(categories: Sequence[Category]) -> list[Category]:
    """Depth first: every category is followed by its subtree, siblings by position."""
    below: dict[CategoryId | None, list[Category]] = {}
    for category in sorted(categories, key=lambda c: (c.position, c.id)):
        below.setdefault(category.parent_id, []).append(category)
    ordered: list[Category] = []
    stack = below.get(None, [])[::-1]
    while stack:
        category = stack.pop()
        ordered.append(category)
        stack += below.get(category.id, [])[::-1]
    return ordered
