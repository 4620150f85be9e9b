"""Attributes and product types in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.catalog.attribute import Attribute
from domain.catalog.product_type import ProductType
from domain.shared.errors import AlreadyExists
from domain.shared.ids import ProductTypeId


class MemoryAttributes(MemoryRepository[Attribute]):
    table_name = "attributes"
    kind = "attribute"
    unique_keys = (UniqueKey("code", lambda row: row.code, lambda row: AlreadyExists("attribute", "code", row.code)),)

    def by_codes(self, codes: Iterable[str]) -> dict[str, Attribute]:
        wanted = set(codes)
        if wanted:
            self._uow.lock_rows()
        return {attribute.code: attribute for attribute in self._table.rows() if attribute.code in wanted}

    def all(self) -> list[Attribute]:
        return sorted(self._table.rows(), key=lambda attribute: attribute.code)

    def lock_definitions(self) -> None:
        self._uow.lock_rows()

    def is_used(self, code: str) -> bool:
        return any(code in kind.attribute_codes for kind in self._uow.table("product_types").rows())

    def choices_in_use(self, code: str, choices: Sequence[str]) -> tuple[str, ...]:
        used: set[object] = set()
        for product in self._uow.table("products").rows():
            for holder in (product, *product.variants):
                value = holder.attribute_values.get(code, ())
                used.update(value if isinstance(value, tuple) else (value,))
        return tuple(sorted(used.intersection(choices), key=str))  # type: ignore[arg-type]  # choices are text


class MemoryProductTypes(MemoryRepository[ProductType]):
    table_name = "product_types"
    kind = "product type"
    unique_keys = (UniqueKey("code", lambda row: row.code, lambda row: AlreadyExists("product type", "code", row.code)),)

    def all(self) -> list[ProductType]:
        return sorted(self._table.rows(), key=lambda kind: kind.code)

    def is_used(self, key: ProductTypeId) -> bool:
        return any(product.product_type_id == key for product in self._uow.table("products").rows())
