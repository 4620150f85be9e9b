"""Rows of one handle to one product: product row, variant rows, picture rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from adapters.catalog_files import cells
from adapters.catalog_files.cells import BadCell
from adapters.catalog_files.layouts.mapping import FileLayout
from adapters.catalog_files.rows import Row, RowDigests
from adapters.catalog_files.variant_rows import VariantRows
from application.catalog.imports.drafts import CatalogItem, ImageDraft, Issue, ProductDraft, RefusedProduct, Severity, VariantDraft, issue
from domain.catalog.publication import ProductStatus
from domain.catalog.slug import checked_slug, slugified
from domain.shared.currency import Currency
from domain.shared.errors import InvalidValue

T = TypeVar("T")

OPTIONS = tuple((f"option{number}_name", f"option{number}_value") for number in range(1, 6))
#: How Shopify writes "no options".
NO_OPTION = ("title", "default title")


class ProductRefused(Exception):
    """Nothing of this product can go in; the issue was noted."""


class Assembly:
    """Builds drafts for one file. Issues and drafts come out in the order of the file."""

    def __init__(self, columns: dict[str, str], layout: FileLayout, currency: Currency) -> None:
        self._columns, self._layout, self._currency = columns, layout, currency
        self._issues: list[Issue] = []
        self._variant_rows = VariantRows(columns, layout, currency, self._issues)
        self._digests = RowDigests(columns, layout, currency)
        self._options = tuple((name, value) for name, value in OPTIONS if name in columns)

    def product(self, rows: Sequence[Row], before: int | None) -> list[CatalogItem]:
        """Issues, then the draft or the refusal. `before` is the line where the same handle was seen already."""
        self._issues.clear()
        first = rows[0]
        try:
            handle = self._handle(first, before)
            draft: CatalogItem = self._draft(handle, rows)
        except ProductRefused:
            draft = RefusedProduct(first.line, first.values["handle"], len(rows))
        return [*self._issues, draft]

    def _note(self, severity: Severity, row: Row, name: str, reason: str) -> None:
        heading = self._columns.get(name, "")
        self._issues.append(issue(severity, row.line, heading, reason, row.values.get(name, ""), row.values["handle"]))

    def _refuse(self, row: Row, name: str, reason: str) -> ProductRefused:
        self._note(Severity.ERROR, row, name, f"{reason}; the product stays out")
        return ProductRefused()

    def _parsed(self, row: Row, name: str, parse: Callable[[str], T]) -> T | None:
        """A cell of the product row; None when it is empty or not there. A wrong one refuses the product."""
        text = row.values.get(name)
        if not text:
            return None
        try:
            return parse(text)
        except BadCell as error:
            raise self._refuse(row, name, str(error)) from None

    def _handle(self, row: Row, before: int | None) -> str:
        given = row.values["handle"]
        if before is not None:
            raise self._refuse(row, "handle", f"appeared before, in line {before}: the rows of a product must follow one another")
        try:
            return checked_slug(given)
        except InvalidValue:
            handle = slugified(given)
        if not handle:
            raise self._refuse(row, "handle", "must hold Latin letters or digits")
        if handle != given.casefold():
            self._note(Severity.WARNING, row, "handle", f"is written {handle} in addresses")
        return handle

    def _draft(self, handle: str, rows: Sequence[Row]) -> ProductDraft:
        first = rows[0]
        if self._parsed(first, "gift_card", cells.boolean):
            raise self._refuse(first, "gift_card", "gift cards are not products here")
        published = self._parsed(first, "published", cells.boolean)
        status = self._status(first, published)
        variants, option_names = self._variants(rows)
        text = first.values.get
        return ProductDraft(
            line=first.line,
            last_line=rows[-1].line,
            rows=len(rows),
            columns=self._columns,
            handle=handle,
            title=text("title", ""),
            html=text("html", ""),
            vendor=text("vendor", ""),
            product_type=text("product_type", ""),
            category=self._category(text("category", "")),
            tags=cells.listed(text("tags", ""), self._layout.tag_separator),
            status=status,
            published=published,
            option_names=option_names,
            variants=variants,
            images=self._images(rows),
            seo_title=text("seo_title", ""),
            seo_description=text("seo_description", ""),
            attributes={code: value for code, value in first.attributes.items() if value} if first.attributes else {},
            digest=self._digests.of(rows),
        )

    def _category(self, text: str) -> tuple[str, ...]:
        if not text:
            return ()
        return tuple([part.strip() for part in text.split(self._layout.category_separator) if part.strip()])

    def _status(self, row: Row, published: bool | None) -> ProductStatus | None:
        given = self._parsed(row, "status", cells.status)
        if given is None and published is not None and "status" not in self._columns:
            # Before Status came to the format, Published said everything.
            return ProductStatus.ACTIVE if published else ProductStatus.DRAFT
        return given

    # --- variants

    def _variants(self, rows: Sequence[Row]) -> tuple[tuple[VariantDraft, ...], tuple[str, ...]]:
        variant_rows = [row for index, row in enumerate(rows) if self._is_variant(row, index, len(rows))]
        names = self._option_names(rows, variant_rows)
        read = self._variant_rows.draft
        found = tuple([draft for row in variant_rows if (draft := read(row, names)) is not None])
        if not found:
            raise self._refuse(rows[0], "", "no variant is left")
        return found, tuple(name for _, name in names)

    def _is_variant(self, row: Row, index: int, count: int) -> bool:
        if index == 0:
            return self._layout.first_row == "product_and_variant" or count == 1
        get = row.values.get
        return bool(get("option1_value") or get("sku") or get("price") or get("barcode"))

    def _option_names(self, rows: Sequence[Row], variants: Sequence[Row]) -> tuple[tuple[str, str], ...]:
        """(field of the value, name) of each option, from the first row that names any."""
        for row in (rows[0], *variants[:1]):
            names = tuple([(value, row.values[name]) for name, value in self._options if row.values[name]])
            if not names:
                continue
            if len({name.casefold() for _, name in names}) < len(names):
                raise self._refuse(row, "option1_name", "two options have the same name")
            only = row.values.get("option1_value", "").casefold()
            alone = len(names) == 1 and len(variants) == 1
            return () if alone and (names[0][1].casefold(), only) == NO_OPTION else names
        return ()

    # --- pictures

    def _images(self, rows: Sequence[Row]) -> tuple[ImageDraft, ...]:
        found: dict[str, tuple[int, ImageDraft]] = {}
        for index, row in enumerate(rows):
            url = row.values.get("image")
            if not url:
                if index and not self._is_variant(row, index, len(rows)):
                    self._note(Severity.NOTE, row, "", "says neither a variant nor a picture")
                continue
            if not url.startswith(("http://", "https://", "/")) or url.split() != [url] or len(url) > 2_000:
                self._note(Severity.WARNING, row, "image", "must be an http(s) address; the picture stays out")
            elif url not in found:
                found[url] = (self._position(row, index), ImageDraft(row.line, url, row.values.get("image_alt", "")))
        in_order = found.values() if len(found) < 2 else sorted(found.values(), key=lambda item: item[0])
        return tuple([draft for _, draft in in_order])

    def _position(self, row: Row, index: int) -> int:
        text = row.values.get("image_position", "")
        try:
            return cells.whole(text) if text else index + 1
        except BadCell as error:
            self._note(Severity.WARNING, row, "image_position", str(error))
            return index + 1
