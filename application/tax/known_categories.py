"""Rates may only name tax categories that exist."""

from __future__ import annotations

from collections.abc import Iterable

from domain.shared.errors import InvalidValue
from domain.tax.category import BUILT_IN, TaxCategory
from domain.tax.zone import TaxRate


def check_categories(known: Iterable[TaxCategory], rates: Iterable[TaxRate], shipping_category: str | None) -> None:
    """Raise InvalidValue at the first rate, or at `shipping_category`, whose category nobody made."""
    codes = BUILT_IN | {category.code for category in known}
    for index, rate in enumerate(rates):
        if rate.category not in codes:
            raise InvalidValue(f"rates/{index}/category", f"there is no tax category {rate.category!r}; make it first")
    if shipping_category and shipping_category not in codes:
        raise InvalidValue("shipping_category", f"there is no tax category {shipping_category!r}; make it first")
