"""Lines to records: RFC 4180 with quoted line ends, bounded memory, and recovery after a broken record."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import NamedTuple

#: A longer cell is nearly always an opening quote that is never closed: reading stops there and goes on with the next line.
MAX_CELL = 1024 * 1024

Report = Callable[[int, str], None]


class Record(NamedTuple):
    """`line` is where the record begins, counted from 1 with the heading; a quoted cell may span several lines."""

    line: int
    cells: list[str]


def records(lines: Iterator[str], delimiter: str, refuse: Report) -> Iterator[Record]:
    """Records that can be read; `refuse(line, reason)` hears of those that cannot. Empty lines are left out."""
    csv.field_size_limit(max(MAX_CELL, csv.field_size_limit()))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # The reader starts afresh with the next line.
            refuse(line, _reason(str(error), line, reader.line_num))
            continue
        text = "".join(cells)
        if not text:
            continue
        if "\0" in text:
            refuse(line, "holds a NUL character, which is not text")
            continue
        yield Record(line, cells)


def _reason(error: str, first: int, last: int) -> str:
    where = f"lines {first} to {last} are left out" if last > first else "the line is left out"
    if "field larger" in error or "unexpected end" in error:
        return f"a quotation mark is opened and never closed; {where}"
    return f"is not valid CSV ({error}); {where}"
