"""Products with their variants in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert

from adapters.persistence.catalog.tables import product_slugs, variants
from adapters.persistence.errors import translating
from adapters.persistence.locks import lock_slug
from adapters.persistence.orders.tables import order_lines
from adapters.persistence.repository import SqlRepository
from domain.catalog.product import Product
from domain.catalog.slug import first_free
from domain.shared.errors import EntityNotFound
from domain.shared.ids import VariantId


class SqlProducts(SqlRepository[Product]):
    entity = Product
    kind = "product"

    def of_variant(self, key: VariantId) -> Product:
        with translating():
            product_id = self._uow.session.scalar(select(variants.c.product_id).where(variants.c.id == key))
        if product_id is None:
            raise EntityNotFound("variant", str(key))
        return self.get(product_id)

    def claim_slug(self, product: Product, now: datetime) -> None:
        row = insert(product_slugs).values(slug=product.slug, product_id=product.id, created_at=now)
        # products.slug is unique and flushed first: whoever had the slug in product_slugs had it formerly.
        claim = row.on_conflict_do_update(index_elements=["slug"], set_={"product_id": row.excluded.product_id, "created_at": now})
        with translating():
            self._uow.session.flush()
            self._uow.session.execute(claim)

    def free_slug(self, wanted: str) -> str:
        def taken(candidates: list[str]) -> set[str]:
            return set(self._uow.session.scalars(select(product_slugs.c.slug).where(product_slugs.c.slug.in_(candidates))))

        with translating():
            lock_slug(self._uow.session, f"product {wanted}")
            return first_free(wanted, taken)

    def were_sold(self, variants: Sequence[VariantId]) -> bool:
        with translating():
            return bool(self._uow.session.scalar(select(exists().where(order_lines.c.variant_id.in_(variants)))))
