"""The catalogue as merchants keep it: what steps say, in names instead of ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class NewVariant:
    """`values` are option values by option name, as a merchant writes them."""

    sku: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    barcode: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewProduct:
    """Everything but the name may be left out."""

    name: str
    address: str | None = None
    kind: str | None = None
    description: str = ""
    tags: Sequence[str] = ()
    categories: Sequence[str] = ()
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    variants: Sequence[NewVariant] = ()
    channel: str | None = None
    on_sale: bool = False


@dataclass(frozen=True)
class SeenProduct:
    """What a merchant sees of a product; `combinations` are the variants' option values by SKU."""

    address: str
    status: str
    description: str
    tags: tuple[str, ...]
    skus: tuple[str, ...]
    combinations: Mapping[str, Mapping[str, str]]
    attributes: Mapping[str, Any]


class CatalogueDriver(Protocol):
    """Categories, products and collections are called by their names, attributes by their codes, variants by their SKUs."""

    def add_category(self, name: str, parent: str | None = None) -> None: ...

    def move_category(self, name: str, parent: str | None) -> None: ...

    def order_categories(self, parent: str | None, names: Sequence[str]) -> None: ...

    def delete_category(self, name: str, products: str = "refuse") -> None: ...

    def tree(self) -> list[str]:
        """`Home > Kitchen`, depth first."""
        ...

    def define_attribute(self, code: str, kind: str, choices: Sequence[str] = (), minimum: str | None = None) -> None: ...

    def set_choices(self, code: str, choices: Sequence[str]) -> None: ...

    def define_kind(self, code: str, required: Sequence[str], optional: Sequence[str] = ()) -> None: ...

    def create(self, product: NewProduct) -> None: ...

    def seen(self, name: str) -> SeenProduct: ...

    def describe(self, name: str, *, address: str | None = None, tags: Sequence[str] | None = None) -> None: ...

    def answer(self, name: str, attributes: Mapping[str, Any]) -> None: ...

    def set_options(self, name: str, options: Mapping[str, Sequence[str]]) -> None: ...

    def set_status(self, name: str, status: str) -> None: ...

    def delete(self, name: str) -> None: ...

    def add_variant(self, name: str, variant: NewVariant) -> None: ...

    def publish(self, name: str, channel: str, since: datetime | None, until: datetime | None) -> None: ...

    def leads_to(self, address: str, channel: str) -> str | None:
        """The address under which shoppers find the product that this one leads to; None when they find nothing."""
        ...

    def open_collection(self, name: str, rules: Sequence[tuple[str, str]] = (), match: str = "all") -> None: ...

    def choose(self, collection: str, names: Sequence[str]) -> None: ...

    def members(self, collection: str) -> list[str]:
        """Names of the products, in order."""
        ...


@dataclass
class Names:
    """Which id stands behind a name; scenarios use each name once."""

    ids: dict[str, UUID] = field(default_factory=dict)

    def of(self, name: str) -> UUID:
        return self.ids[name]

    def find(self, name: str | None) -> UUID | None:
        return None if name is None else self.ids[name]

    def name_of(self, key: object) -> str:
        return next(name for name, known in self.ids.items() if str(known) == str(key))
