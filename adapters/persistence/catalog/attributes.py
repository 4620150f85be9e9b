"""Attributes and product types in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import exists, func, or_, select, text

from adapters.persistence.catalog import tables
from adapters.persistence.errors import translating
from adapters.persistence.locks import Turn, shared_attributes, take_turn
from adapters.persistence.repository import SqlRepository
from domain.catalog.attribute import Attribute
from domain.catalog.product_type import ProductType
from domain.shared.ids import ProductTypeId

# A choice is a JSON string, several are an array of them; `@>` matches both when the wanted value is given in both shapes.
_CHOICES_IN_USE = text("""
SELECT choice FROM unnest(CAST(:choices AS text[])) AS choice
WHERE EXISTS (SELECT FROM products WHERE attribute_values -> :code @> to_jsonb(choice))
   OR EXISTS (SELECT FROM variants WHERE attribute_values -> :code @> to_jsonb(choice))
ORDER BY choice
""")


class SqlAttributes(SqlRepository[Attribute]):
    entity = Attribute
    kind = "attribute"

    def by_codes(self, codes: Iterable[str]) -> dict[str, Attribute]:
        wanted = set(codes)
        if not wanted:
            return {}
        with translating():
            found = self._uow.session.scalars(shared_attributes(wanted))
            return {attribute.code: attribute for attribute in found}

    def all(self) -> list[Attribute]:
        with translating():
            return list(self._uow.session.scalars(select(Attribute).order_by(tables.attributes.c.code)))

    def lock_definitions(self) -> None:
        with translating():
            take_turn(self._uow.session, Turn.DEFINITIONS)
        self._uow.session.expire_all()

    def is_used(self, code: str) -> bool:
        use = func.jsonb_build_array(func.jsonb_build_object("attribute", code))
        types = tables.product_types.c
        used = exists().where(or_(types.product_attributes.op("@>")(use), types.variant_attributes.op("@>")(use)))
        with translating():
            return bool(self._uow.session.scalar(select(used)))

    def choices_in_use(self, code: str, choices: Sequence[str]) -> tuple[str, ...]:
        with translating():
            self._uow.session.flush()
            return tuple(self._uow.session.scalars(_CHOICES_IN_USE, {"choices": list(choices), "code": code}))


class SqlProductTypes(SqlRepository[ProductType]):
    entity = ProductType
    kind = "product type"

    def all(self) -> list[ProductType]:
        with translating():
            return list(self._uow.session.scalars(select(ProductType).order_by(tables.product_types.c.code)))

    def is_used(self, key: ProductTypeId) -> bool:
        with translating():
            return bool(self._uow.session.scalar(select(exists().where(tables.products.c.product_type_id == key))))
