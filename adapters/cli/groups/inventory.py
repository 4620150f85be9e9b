"""`stoa inventory`: look at stock and set counts."""

from typing import Annotated, Any

import typer

from adapters.cli.commands import command_group
from adapters.cli.output import Json, Limit, all_of, print_json, print_table
from adapters.cli.shop import operator, the_shop
from application.inventory.levels import StockFilter, StockLevel, StockStatus
from application.inventory.list_stock import ListStock
from application.inventory.set_stock_count import SetStockCount

app = command_group()

Sku = Annotated[str | None, typer.Option(help="Only SKUs that begin so.")]
Location = Annotated[str | None, typer.Option(help="Only this location, by its code.")]
_COLUMNS = ("SKU", "location", "on hand", "allocated", "reserved", "available", "low at", "backorder")


@app.command("list")
def list_stock(sku: Sku = None, location: Location = None, limit: Limit = 200, as_json: Json = False) -> None:
    """Stock by SKU and location.

    Example: stoa inventory list --sku COF- --location main
    """
    _show(StockFilter(sku=sku, location=location), limit, as_json)


@app.command()
def low(location: Location = None, limit: Limit = 200, as_json: Json = False) -> None:
    """Stock at or below its threshold, out of stock included.

    Example: stoa inventory low --json
    """
    _show(StockFilter(location=location, status=StockStatus.LOW), limit, as_json)


@app.command("set")
def set_count(
    sku: Annotated[str, typer.Argument(help="SKU of the variant.")],
    location: Annotated[str, typer.Argument(help="Code of the location.")],
    count: Annotated[int, typer.Argument(min=0, help="What was counted.")],
    expected: Annotated[int, typer.Option(min=0, help="What was on hand when you counted: refused if it has changed since.")],
    reason: Annotated[str, typer.Option(help="For the ledger of movements.")] = "stock count",
    as_json: Json = False,
) -> None:
    """Set what is on hand after counting it. Sales in between are never lost: see --expected.

    Example: stoa inventory set COF-1 main 40 --expected 38
    """
    with the_shop() as shop:
        command = SetStockCount(actor=operator(), sku=sku, location=location, count=count, expected=expected, reason=reason)
        item = shop.inventory.set_stock_count(command)
    if as_json:
        print_json({"sku": sku, "location": location, "on_hand": item.on_hand, "allocated": item.allocated, "before": expected})
        return
    typer.echo(f"{sku} at {location}: {item.on_hand} on hand ({item.on_hand - expected:+d}), {item.allocated} of them allocated to orders")


def _show(wanted: StockFilter, limit: int, as_json: bool) -> None:
    with the_shop() as shop:
        levels = list(
            all_of(
                lambda cursor, size: shop.inventory.list_stock(ListStock(actor=operator(), wanted=wanted, cursor=cursor, limit=size)),
                limit,
            )
        )
    if as_json:
        print_json([_data(level) for level in levels])
        return
    print_table(_COLUMNS, [tuple(_data(level).values()) for level in levels], "No stock matches.")


def _data(level: StockLevel) -> dict[str, Any]:
    return {
        "sku": level.sku,
        "location": level.location,
        "on_hand": level.on_hand,
        "allocated": level.allocated,
        "reserved": level.reserved,
        "available": level.available,
        "low_stock_threshold": level.low_stock_threshold,
        "backorder": level.backorder,
    }
