"""Results for people as tables, for programs as JSON."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar

import orjson
import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.money_text import money_text
from application.shared.pagination import MAX_PAGE_SIZE, Page
from domain.shared.money import Money

T = TypeVar("T")

_ENDLESS = 10_000

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Limit = Annotated[int, typer.Option(min=1, max=100_000, help="At most so many rows.")]


def print_json(data: Any) -> None:
    sys.stdout.write(orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """Cells are shown as they are: a name with brackets is not markup. Numbers stand right; they and the first column keep their line."""
    filled = [[_cell(value) for value in row] for row in rows]
    if not filled:
        typer.echo(empty)
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        right = all(isinstance(row[number].justify, str) for row in filled)
        table.add_column(column, justify="right" if right else "left", overflow="fold", no_wrap=number == 0 or right)
    for row in filled:
        table.add_row(*row)
    _console().print(table)


def _console() -> Console:
    """As wide as the terminal; what goes into a file or another program keeps its lines, however long."""
    return Console() if sys.stdout.isatty() or "COLUMNS" in os.environ else Console(width=_ENDLESS)


def _cell(value: object) -> Text:
    if isinstance(value, Money):
        return Text(shown(value), justify="right")
    if isinstance(value, int) and not isinstance(value, bool):
        return Text(str(value), justify="right")
    if isinstance(value, datetime):
        return Text(value.strftime("%Y-%m-%d %H:%M"))
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    return Text("" if value is None else str(value))


def shown(money: Money) -> str:
    return money_text(money.amount, money.currency.code, "en")


def all_of(page_after: Callable[[str | None, int], Page[T]], limit: int) -> Iterator[T]:
    """Up to `limit` items over as many pages as it takes."""
    cursor: str | None = None
    left = limit
    while left > 0:
        page = page_after(cursor, min(left, MAX_PAGE_SIZE))
        yield from page.items
        left -= len(page.items)
        cursor = page.next_cursor
        if cursor is None:
            return
