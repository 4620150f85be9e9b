"""Rows as RFC 4180 text with plain line feeds."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The csv module quotes a lone carriage return only when it is part of the line end (until Python 3.13), and then cannot read it back.
_SPECIAL = re.compile(r'[",\r\n]')


def csv_line(cells: Iterable[str]) -> str:
    """One row; cells are quoted where they must be."""
    return ",".join([f'"{cell.replace(chr(34), chr(34) * 2)}"' if _SPECIAL.search(cell) else cell for cell in cells]) + "\n"
