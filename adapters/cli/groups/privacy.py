"""`stoa privacy`: what is kept for how long, and clearing what is older."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from adapters.cli.commands import command_group
from adapters.cli.output import Json, print_json, print_table
from adapters.cli.shop import operator, the_shop
from application.privacy.retention import ApplyRetention, PreviewRetention, Retained

app = command_group()


@app.command()
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
    as_json: Json = False,
) -> None:
    """Apply every rule of retention (RETENTION_… settings), as the worker does each hour. Safe to repeat and to interrupt.

    Example: stoa privacy retention --dry-run
    """
    with the_shop() as shop:
        found = shop.privacy.preview_retention(PreviewRetention(operator())) if dry_run else shop.privacy.apply_retention(ApplyRetention())
    if as_json:
        print_json([data_of(each) for each in found])
        return
    print_table(("rule", "ended before", "would go" if dry_run else "gone"), _rows(found), "")


def data_of(each: Retained) -> dict[str, Any]:
    return {"rule": each.rule.value, "before": each.before, "rows": each.rows}


def _rows(found: Sequence[Retained]) -> list[tuple[object, ...]]:
    return [(each.rule.value, each.before, each.rows) for each in found]
