"""Product types, attributes and categories that a file names: found by name, made when they are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.catalog.imports.naming import code_for
from application.catalog.imports.ports import ImportUnitOfWork
from application.shared.ids import Ids
from domain.catalog.attribute import Attribute, AttributeKind, AttributeValue
from domain.catalog.attribute_values import checked_value
from domain.catalog.category import Category
from domain.catalog.product_type import AttributeUse, ProductType
from domain.catalog.slug import slugified
from domain.shared.errors import InvalidValue
from domain.shared.ids import AttributeId, CategoryId, ProductTypeId
from domain.shared.localized_text import LocalizedText

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownType:
    """A product type as an import needs it; `required` are attributes without which nothing of the type goes on sale."""

    id: ProductTypeId
    attributes: frozenset[str]
    required: frozenset[str]


class References:
    """What one run knows of the shop's vocabulary. `forget` after a transaction that did not commit: what it made is gone."""

    def __init__(self, ids: Ids, locale: str) -> None:
        self._ids, self._locale = ids, locale
        self._types: dict[str, KnownType] | None = None
        self._categories: dict[Path, CategoryId] | None = None
        self._attributes: dict[str, Attribute] = {}

    def forget(self) -> None:
        self._types = self._categories = None
        self._attributes = {}

    # --- product types

    def product_type(self, uow: ImportUnitOfWork, name: str, attributes: Sequence[str], now: datetime) -> KnownType:
        """The type of this name (case aside), with at least these attributes."""
        if self._types is None:
            self._types = {kind.name.get(self._locale).casefold(): _known(kind) for kind in uow.product_types.all()}
        known = self._types.get(name.casefold())
        if known is None:
            known = self._new_type(uow, name, attributes, now)
        elif not known.attributes.issuperset(attributes):
            known = self._extended(uow, known, attributes, now)
        self._types[name.casefold()] = known
        return known

    def _new_type(self, uow: ImportUnitOfWork, name: str, attributes: Sequence[str], now: datetime) -> KnownType:
        self._make_attributes(uow, attributes, now)
        codes = {kind.code for kind in uow.product_types.all()}
        uses = tuple(AttributeUse(code) for code in attributes)
        kind = ProductType(ProductTypeId(self._ids.new()), code_for(name, codes), self._text(name), now, product_attributes=uses)
        uow.product_types.add(kind)
        return _known(kind)

    def _extended(self, uow: ImportUnitOfWork, known: KnownType, attributes: Sequence[str], now: datetime) -> KnownType:
        self._make_attributes(uow, attributes, now)
        kind = uow.product_types.get(known.id)
        used = set(kind.attribute_codes)
        more = tuple(AttributeUse(code) for code in attributes if code not in used)
        if more:
            kind.change(now, product_attributes=kind.product_attributes + more)
        return _known(kind)

    def _make_attributes(self, uow: ImportUnitOfWork, codes: Sequence[str], now: datetime) -> None:
        if not codes:
            return
        known = self._known_attributes(uow, codes)
        for code in codes:
            if code not in known:
                label = self._text(code.replace("_", " ").replace("-", " ").capitalize())
                made = known[code] = Attribute(AttributeId(self._ids.new()), code, AttributeKind.TEXT, label, now)
                uow.attributes.add(made)

    def _known_attributes(self, uow: ImportUnitOfWork, codes: Iterable[str]) -> dict[str, Attribute]:
        """All that this run has met; those of `codes` that exist are among them."""
        unmet = [code for code in codes if code not in self._attributes]
        if unmet:
            self._attributes |= uow.attributes.by_codes(unmet)
        return self._attributes

    def attribute_values(self, uow: ImportUnitOfWork, given: Mapping[str, str]) -> tuple[dict[str, AttributeValue], list[str]]:
        """Values in canonical form, and why others do not fit: the shop may know the attribute as a number or a choice."""
        attributes = self._known_attributes(uow, given)
        values: dict[str, AttributeValue] = {}
        misfits = []
        for code, text in given.items():
            try:
                values[code] = checked_value(attributes[code], self._answer(attributes[code], text), f"attributes/{code}")
            except InvalidValue as error:
                misfits.append(error.detail)
        return values, misfits

    def _answer(self, attribute: Attribute, text: str) -> object:
        """A text as the attribute wants it: choices are found by their label too."""
        choices = {label.casefold(): choice.code for choice in attribute.choices for label in (choice.code, choice.label.get(self._locale))}
        if attribute.kind is AttributeKind.CHOICE:
            return choices.get(text.casefold(), text)
        if attribute.kind is AttributeKind.MULTI_CHOICE:
            parts = [part.strip() for part in text.split(",")]
            return [choices.get(part.casefold(), part) for part in parts]
        if attribute.kind is AttributeKind.BOOLEAN:
            return {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold(), text)
        return text

    # --- categories

    def category(self, uow: ImportUnitOfWork, path: Path, now: datetime) -> CategoryId:
        """The category at the end of these names (case aside), made below the last one that exists."""
        if self._categories is None:
            self._categories = self._read_tree(uow)
        folded = tuple(name.casefold() for name in path)
        found = self._categories.get(folded)
        if found is None:
            uow.categories.lock_tree()
            # Somebody else may have made it while we waited for the lock.
            self._categories = self._read_tree(uow)
            found = self._categories.get(folded) or self._grow(uow, path, now)
        return found

    def _read_tree(self, uow: ImportUnitOfWork) -> dict[Path, CategoryId]:
        paths: dict[CategoryId | None, Path] = {None: ()}
        found: dict[Path, CategoryId] = {}
        for category in uow.categories.all():
            path = (*paths.get(category.parent_id, ()), category.name.get(self._locale).casefold())
            paths[category.id] = path
            found.setdefault(path, category.id)
        return found

    def _grow(self, uow: ImportUnitOfWork, path: Path, now: datetime) -> CategoryId:
        known = self._categories if self._categories is not None else {}
        parent: CategoryId | None = None
        for depth, name in enumerate(path, 1):
            folded = tuple(part.casefold() for part in path[:depth])
            if folded not in known:
                known[folded] = self._new_category(uow, name, parent, now)
            parent = known[folded]
        if parent is None:
            raise ValueError("an empty path names no category")
        return parent

    def _new_category(self, uow: ImportUnitOfWork, name: str, parent: CategoryId | None, now: datetime) -> CategoryId:
        key = CategoryId(self._ids.new())
        slug = uow.categories.free_slug(slugified(name) or "category")
        position = len(uow.categories.children(parent))
        uow.categories.add(Category(key, self._text(name), slug, now, parent_id=parent, position=position))
        return key

    def _text(self, text: str) -> LocalizedText:
        return LocalizedText.of(text, self._locale)


def _known(kind: ProductType) -> KnownType:
    uses = kind.product_attributes + kind.variant_attributes
    return KnownType(kind.id, frozenset(kind.attribute_codes), frozenset(use.attribute for use in uses if use.required))
