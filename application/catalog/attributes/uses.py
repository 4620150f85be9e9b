"""A product type may only use attributes that exist."""

from __future__ import annotations

from application.catalog.ports import CatalogUnitOfWork
from domain.catalog.product_type import ProductType
from domain.shared.errors import InvalidValue


def require_attributes(uow: CatalogUnitOfWork, product_type: ProductType) -> None:
    """Raise InvalidValue naming the use of an unknown attribute."""
    known = uow.attributes.by_codes(product_type.attribute_codes)
    for where in ("product_attributes", "variant_attributes"):
        for index, use in enumerate(getattr(product_type, where)):
            if use.attribute not in known:
                raise InvalidValue(f"{where}/{index}/attribute", f"there is no attribute {use.attribute!r}")
