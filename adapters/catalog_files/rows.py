"""Rows by field name: from Shopify's headings, or from any table by a column mapping; digests to know them again in the next file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from adapters.catalog_files.errors import InvalidMapping, UnreadableCatalog
from adapters.catalog_files.fields import IGNORED, shopify_field
from adapters.catalog_files.layouts.mapping import FileLayout, Mapping
from adapters.catalog_files.table import Record
from application.catalog.imports.drafts import Issue, Severity, issue
from domain.catalog.slug import slugified
from domain.shared.currency import Currency


class Row(NamedTuple):
    """`values` has an entry for every field of the file, empty text for an empty cell."""

    line: int
    values: dict[str, str]
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A table understood: `columns` is field → heading."""

    columns: dict[str, str]
    rows: Iterator[Row]
    issues: tuple[Issue, ...] = ()


Report = Callable[[Issue], None]


def shopify_rows(records: Iterator[Record], report: Report) -> Source:
    """Rows under Shopify's headings; unknown columns are noted once and left aside. Raises UnreadableCatalog without a handle."""
    first = next(records, None)
    if first is None:
        raise UnreadableCatalog("it is empty, or not a CSV table")
    positions, columns, issues = _positions([cell.strip() for cell in first.cells], first.line)
    if "handle" not in positions:
        raise UnreadableCatalog("it has no column Handle (or URL handle); name other layouts by a column mapping")
    width = len(first.cells)
    names, places = tuple(positions), tuple(positions.values())

    def rows() -> Iterator[Row]:
        for record in records:
            cells = record.cells
            if len(cells) != width and not _padded(cells, width):
                report(_too_wide(record, width))
                continue
            yield Row(record.line, dict(zip(names, map(str.strip, map(cells.__getitem__, places)), strict=True)), {})

    return Source(columns, rows(), tuple(issues))


def in_currency(source: Source, currency: Currency, report: Report) -> Source:
    """Without rows that are prices in another currency; each is noted. A row without a price stays, whatever it says."""
    if "currency" not in source.columns:
        return source

    def rows() -> Iterator[Row]:
        for row in source.rows:
            given = row.values["currency"]
            if given and given.upper() != currency.code and row.values.get("price", ""):
                reason = f"is a price for another channel: this one sells in {currency.code}"
                report(issue(Severity.NOTE, row.line, source.columns["currency"], reason, given, row.values["handle"]))
                continue
            yield row

    return Source(source.columns, rows(), source.issues)


def _positions(headings: list[str], line: int) -> tuple[dict[str, int], dict[str, str], list[Issue]]:
    positions: dict[str, int] = {}
    columns: dict[str, str] = {}
    issues = []
    for position, heading in enumerate(headings):
        name = shopify_field(heading)
        if name is None or name in IGNORED:
            if heading:
                reason = IGNORED.get(name or "", "is not a column that Stoa knows: it is left aside")
                issues.append(issue(Severity.NOTE, line, heading, reason))
        elif name in positions:
            issues.append(issue(Severity.WARNING, line, heading, f"says the same as {columns[name]}: it is left aside"))
        else:
            positions[name], columns[name] = position, heading
    return positions, columns, issues


def _padded(cells: list[str], width: int) -> bool:
    """Fill up a short row: spreadsheets drop empty cells at the end. False for a row with more cells than headings."""
    if len(cells) > width and any(cells[width:]):
        return False
    cells.extend([""] * (width - len(cells)))
    return True


def _too_wide(record: Record, width: int) -> Issue:
    return issue(
        Severity.ERROR, record.line, "", f"has {len(record.cells)} cells, but there are {width} columns: a quotation mark may be missing"
    )


def mapped_rows(records: Iterator[Record], mapping: Mapping, report: Report) -> Source:
    """Rows of any table, as the mapping says. Raises InvalidMapping for a heading that the file does not have."""
    named = _named(records, mapping, report)
    filled = {**{name: " + ".join(headings) for name, headings in mapping.columns.items()}, **{name: name for name in mapping.constants}}
    if mapping.attributes:
        filled["attributes"] = "attributes"

    refused: set[tuple[str, str]] = set()

    def rows() -> Iterator[Row]:
        for line, cells in named:
            refusal = next((item for item in mapping.refuse if item.applies(cells[item.column])), None)
            if refusal is not None:
                key = (refusal.column, cells[refusal.column])
                # Where rows are gathered, a refused article is said once, not with each of its rows.
                if mapping.aggregate is None or key not in refused:
                    refused.add(key)
                    report(issue(Severity.ERROR, line, refusal.column, refusal.reason, key[1]))
                continue
            yield Row(line, _filled(mapping, cells), {code: cells[heading] for code, heading in mapping.attributes.items()})

    return Source(filled, rows())


def _named(records: Iterator[Record], mapping: Mapping, report: Report) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by heading; the headings are checked before the first row is asked for."""
    first = next(records, None)
    if first is None:
        raise UnreadableCatalog("it is empty, or not a CSV table")
    headings = [cell.strip() for cell in first.cells] if mapping.file.header else [str(i + 1) for i in range(len(first.cells))]
    _require_headings(mapping, set(headings))

    def cells() -> Iterator[tuple[int, dict[str, str]]]:
        waiting = () if mapping.file.header else (first,)
        for source in (waiting, records):
            for record in source:
                if len(record.cells) != len(headings) and not _padded(record.cells, len(headings)):
                    report(_too_wide(record, len(headings)))
                    continue
                yield record.line, dict(zip(headings, (cell.strip() for cell in record.cells), strict=False))

    return cells()


def _require_headings(mapping: Mapping, known: set[str]) -> None:
    wanted: list[tuple[str, str]] = [(f"columns.{name}", heading) for name, parts in mapping.columns.items() for heading in parts]
    wanted += [(f"attributes.{code}", heading) for code, heading in mapping.attributes.items()]
    wanted += [("refuse", item.column) for item in mapping.refuse]
    if mapping.aggregate is not None:
        picked: dict[str, Any] = {**mapping.aggregate.most_frequent, **mapping.aggregate.median}
        wanted += [("aggregate", mapping.aggregate.by), *((f"aggregate.{name}", heading) for name, heading in picked.items())]
    for where, heading in wanted:
        if heading not in known:
            raise InvalidMapping(where, f"the file has no column {heading!r}")


def _filled(mapping: Mapping, cells: dict[str, str]) -> dict[str, str]:
    values = dict(mapping.constants)
    for name, headings in mapping.columns.items():
        text = cells[headings[0]] if len(headings) == 1 else " ".join(cells[part] for part in headings if cells[part])
        # Where rows are gathered, the handle is made at the end from what was chosen.
        values[name] = slugified(text) if name == "handle" and mapping.aggregate is None else text
    for name, translations in mapping.values.items():
        if name in values:
            values[name] = translations.get(values[name], values[name])
    if mapping.file.zero_is_no_price:
        for name in ("price", "compare_at"):
            if values.get(name, "") and not values[name].strip("0.,"):
                values[name] = ""
    return values


#: Count up when the same cells come to mean something else to the reader: what was imported before is then read anew.
MEANING = 1
SIZE = 16


class RowDigests:
    """Of the rows of one file: cells, and everything by which they are understood."""

    def __init__(self, columns: dict[str, str], layout: FileLayout, currency: Currency) -> None:
        meaning = repr((MEANING, list(columns), layout.model_dump_json(), currency.code))
        self._begun = blake2b(meaning.encode(), digest_size=SIZE)

    def of(self, rows: Sequence[Row]) -> bytes:
        """Empty for rows with a NUL character: it tells cells apart."""
        cells = [cell for row in rows for cell in row.values.values()]
        attributes = [text for pair in rows[0].attributes.items() for text in pair]
        text = "\0".join(cells + attributes)
        if text.count("\0") >= max(len(cells) + len(attributes), 1):
            return b""
        digest = self._begun.copy()
        digest.update(b"%d %d\0" % (len(rows), len(attributes)))
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()
