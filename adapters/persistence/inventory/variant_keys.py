"""What inventory asks of the catalogue's tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.persistence.catalog.tables import variants
from adapters.persistence.errors import translating
from domain.shared.errors import EntityNotFound
from domain.shared.ids import VariantId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlVariantKeys:
    """See `application.inventory.ports.VariantKeys`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def by_sku(self, sku: str) -> VariantId:
        with translating():
            found = self._uow.session.scalar(select(variants.c.id).where(variants.c.sku == sku))
        if found is None:
            raise EntityNotFound("variant", sku)
        return VariantId(found)

    def sku(self, variant_id: VariantId) -> str:
        with translating():
            found = self._uow.session.scalar(select(variants.c.sku).where(variants.c.id == variant_id))
        return found or str(variant_id)

    def untracked(self, variant_ids: Sequence[VariantId]) -> set[VariantId]:
        statement = select(variants.c.id).where(variants.c.id.in_(variant_ids), variants.c.track_inventory.is_(False))
        with translating():
            return set(self._uow.session.scalars(statement))
