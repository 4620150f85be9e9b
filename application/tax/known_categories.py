"""Goods, rates and deliveries may only name tax categories that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from application.tax.ports import TaxCategoryCodes
from domain.shared.errors import InvalidValue
from domain.tax.zone import TaxRate


def require_tax_categories(categories: TaxCategoryCodes, named: Mapping[str, str]) -> None:
    """`named` by the field that says it. What is of an unknown one would silently be taxed at the standard rate: raises InvalidValue."""
    known = categories.known(named.values())
    for field, code in named.items():
        if code not in known:
            raise InvalidValue(field, f"there is no tax category {code!r}; make it first")


def check_categories(categories: TaxCategoryCodes, rates: Iterable[TaxRate], shipping_category: str | None) -> None:
    """Raise InvalidValue at the first rate, or at `shipping_category`, whose category nobody made."""
    named = {f"rates/{index}/category": rate.category for index, rate in enumerate(rates)}
    require_tax_categories(categories, named | ({"shipping_category": shipping_category} if shipping_category else {}))
