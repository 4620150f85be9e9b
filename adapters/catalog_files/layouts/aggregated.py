"""Many rows to one: articles gathered from invoice lines by their most frequent text and their median price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from adapters.catalog_files.cells import BadCell, decimal
from adapters.catalog_files.layouts.mapping import Aggregation, Mapping
from adapters.catalog_files.rows import Row, Source
from domain.catalog.slug import slugified


@dataclass(slots=True)
class _Gathered:
    """Memory grows with different articles and their different prices, not with rows."""

    line: int
    values: dict[str, str]
    texts: dict[str, Counter[str]] = field(default_factory=dict)
    numbers: dict[str, Counter[Decimal]] = field(default_factory=dict)


def aggregated(source: Source, mapping: Mapping, how: Aggregation) -> Source:
    """The same fields, one row an article, in the order of first appearance; `line` is that of the first row."""
    return Source(source.columns, _articles(source.rows, mapping, how), source.issues)


def _articles(rows: Iterator[Row], mapping: Mapping, how: Aggregation) -> Iterator[Row]:
    keys = [name for name, headings in mapping.columns.items() if headings == (how.by,)]
    found: dict[str, _Gathered] = {}
    for row in rows:
        key = row.values[keys[0]]
        key = key.upper() if how.upper_case else key
        gathered = found.get(key)
        if gathered is None:
            gathered = found[key] = _Gathered(row.line, {**row.values, **dict.fromkeys(keys, key)})
        _add(gathered, row, how)
    for key, gathered in found.items():
        yield Row(gathered.line, _chosen(gathered, key, mapping, how), {})


def _add(gathered: _Gathered, row: Row, how: Aggregation) -> None:
    for name in how.most_frequent:
        if row.values[name]:
            gathered.texts.setdefault(name, Counter())[row.values[name]] += 1
    for name in how.median:
        try:
            number = decimal(row.values[name]) if row.values[name] else Decimal(0)
        except BadCell:
            continue
        if number > 0:
            gathered.numbers.setdefault(name, Counter())[number] += 1


def _chosen(gathered: _Gathered, key: str, mapping: Mapping, how: Aggregation) -> dict[str, str]:
    values = dict(gathered.values)
    for name in how.most_frequent:
        counts = gathered.texts.get(name)
        # Of equally frequent texts the first in the alphabet: the answer must not depend on the order of rows.
        values[name] = min(counts, key=lambda text: (-counts[text], text)) if counts else ""
    for name in how.median:
        numbers = gathered.numbers.get(name)
        values[name] = format(median(numbers), "f") if numbers else ""
    if "handle" in mapping.columns:
        values["handle"] = slugified(" ".join((values.get("title", ""), key)))
    return values


def median(numbers: Counter[Decimal]) -> Decimal:
    """The middle of all numbers, the lower one of two middles: a price that was really charged."""
    middle = (numbers.total() + 1) // 2
    seen = 0
    for number in sorted(numbers):
        seen += numbers[number]
        if seen >= middle:
            return number
    raise ValueError("no numbers")
