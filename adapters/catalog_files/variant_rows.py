"""One row to one variant: price, stock, weight and the rest, each cell checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from adapters.catalog_files import cells
from adapters.catalog_files.cells import BadCell
from adapters.catalog_files.layouts.mapping import FileLayout
from adapters.catalog_files.rows import Row
from application.catalog.imports.drafts import Issue, Severity, VariantDraft, issue
from domain.catalog.barcode import checked_barcode
from domain.catalog.texts import checked_code
from domain.catalog.variant import Dimensions
from domain.shared.currency import Currency
from domain.shared.errors import InvalidValue
from domain.shared.money import Money

T = TypeVar("T")

STANDARD, EXEMPT = "standard", "exempt"
_LENGTHS = ("length", "width", "height")
_NO_MONEY: tuple[Money | None, bool] = (None, False)


class _RowRefused(Exception):
    """The issue was noted."""


class VariantRows:
    """Reads the variant cells of a file's rows. A wrong cell refuses its row; a doubtful one is left out with a warning."""

    def __init__(self, columns: dict[str, str], layout: FileLayout, currency: Currency, issues: list[Issue]) -> None:
        self._columns, self._layout, self._currency, self._issues = columns, layout, currency, issues
        # Said of the file once, not asked with each of its rows.
        self._counts_by_tracker, self._has_weight, self._has_taxable = ("tracker" in columns, "weight" in columns, "taxable" in columns)
        self._is_measured = all(name in columns for name in _LENGTHS)

    def draft(self, row: Row, options: tuple[tuple[str, str], ...]) -> VariantDraft | None:
        """The variant; None when the row was refused, which was noted."""
        try:
            price = self._money(row, "price")
            return VariantDraft(
                line=row.line,
                sku=row.values.get("sku", ""),
                options=self._options(row, options),
                price=price,
                compare_at=self._compare_at(row, price),
                quantity=self._quantity(row),
                tracked=self._tracked(row),
                backorder=self._backorder(row),
                grams=self._grams(row),
                barcode=self._barcode(row),
                requires_shipping=self._parsed(row, "requires_shipping", cells.boolean, True),
                tax_category=self._tax_category(row),
                image=row.values.get("variant_image", ""),
                dimensions=self._dimensions(row) if self._is_measured else None,
            )
        except _RowRefused:
            return None

    def _note(self, severity: Severity, row: Row, name: str, reason: str) -> None:
        self._issues.append(issue(severity, row.line, self._columns.get(name, ""), reason, row.values.get(name, ""), row.values["handle"]))

    def _parsed(self, row: Row, name: str, parse: Callable[..., T], empty: T, *how: object) -> T:
        """The cell as `parse(text, *how)` understands it; `empty` where there is nothing."""
        text = row.values.get(name)
        if not text:
            return empty
        try:
            return parse(text, *how)
        except BadCell as error:
            self._note(Severity.ERROR, row, name, f"{error}; the variant stays out")
            raise _RowRefused from None

    def _options(self, row: Row, options: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        values = [row.values.get(field, "") for field, _ in options]
        if not all(values):
            field, name = options[values.index("")]
            self._note(Severity.ERROR, row, field, f"needs a value for {name}; the variant stays out")
            raise _RowRefused
        return tuple(values)

    def _money(self, row: Row, name: str) -> Money | None:
        amount, rounded = self._parsed(row, name, cells.money, _NO_MONEY, self._currency, self._layout.decimal_comma)
        if rounded:
            self._note(Severity.WARNING, row, name, f"is rounded to {amount}")
        return amount

    def _compare_at(self, row: Row, price: Money | None) -> Money | None:
        compare_at = self._money(row, "compare_at")
        if compare_at is None or not compare_at:
            return None
        if price is not None and compare_at <= price:
            self._note(Severity.WARNING, row, "compare_at", "is not higher than the price; it is left out")
            return None
        return compare_at

    def _quantity(self, row: Row) -> int | None:
        quantity = self._parsed(row, "quantity", cells.whole, None)
        if quantity is not None and quantity < 0:
            self._note(Severity.WARNING, row, "quantity", "is below zero; zero is taken")
            return 0
        return quantity

    def _tracked(self, row: Row) -> bool:
        if row.values.get("tracked"):
            return self._parsed(row, "tracked", cells.boolean, True)
        if self._counts_by_tracker:
            return bool(row.values["tracker"])
        return bool(row.values.get("quantity", ""))

    def _backorder(self, row: Row) -> bool:
        if row.values.get("backorder"):
            return self._parsed(row, "backorder", cells.boolean, False)
        return self._parsed(row, "policy", _continues, False)

    def _grams(self, row: Row) -> int:
        if self._has_weight:
            unit = row.values.get("weight_unit") or "g"
            return self._parsed(row, "weight", cells.measure, 0, unit, cells.Measure.GRAMS, self._layout.decimal_comma)
        return self._parsed(row, "grams", cells.measure, 0, "g", cells.Measure.GRAMS)

    def _dimensions(self, row: Row) -> Dimensions | None:
        if not all(row.values.get(name) for name in _LENGTHS):
            return None
        how = (row.values.get("dimensions_unit") or "mm", cells.Measure.MILLIMETRES, self._layout.decimal_comma)
        lengths = [self._parsed(row, name, cells.measure, 0, *how) for name in _LENGTHS]
        return Dimensions(*lengths) if all(lengths) else None

    def _barcode(self, row: Row) -> str | None:
        text = row.values.get("barcode", "").lstrip("'")
        try:
            return checked_barcode(text) if text else None
        except InvalidValue as error:
            self._note(Severity.WARNING, row, "barcode", f"{error.reason}; the variant goes in without it")
            return None

    def _tax_category(self, row: Row) -> str | None:
        given = row.values.get("tax_category") or row.values.get("tax_code")
        if not self._parsed(row, "taxable", cells.boolean, True):
            return EXEMPT
        if not given:
            return STANDARD if self._has_taxable else None
        try:
            return checked_code(given)
        except InvalidValue:
            self._note(Severity.NOTE, row, "tax_code", "is not a tax category of this shop; the standard one is taken")
            return STANDARD


_POLICIES = {"continue": True, "deny": False}


def _continues(text: str) -> bool:
    continues = _POLICIES.get(text.casefold())
    return cells.boolean(text) if continues is None else continues


__all__ = ["EXEMPT", "STANDARD", "VariantRows"]
