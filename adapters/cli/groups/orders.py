"""`stoa orders`: look at orders, ship, cancel, refund."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from adapters.cli.commands import CommandFailed, command_group
from adapters.cli.groups.order_view import detail_data, print_detail, summary_data
from adapters.cli.output import Json, Limit, all_of, print_json, print_table, shown
from adapters.cli.shop import operator, the_shop
from application.orders.cancel_order import CancelOrder
from application.orders.fulfil_order import FulfilOrder
from application.orders.list_orders import ListOrders
from application.orders.ports import OrderDetail, OrderFilter
from application.orders.refund_order import RefundOrder
from application.orders.show_order import ShowOrder
from domain.orders.order import Order, Tracking
from domain.orders.states import DisplayedStatus
from domain.shared.ids import OrderLineId
from domain.shared.money import Money

app = command_group()

Number = Annotated[str, typer.Argument(help="The order's number.")]
Lines = Annotated[list[str] | None, typer.Option("--line", help="SKU=quantity; again for more lines. Left out: everything.")]
Reason = Annotated[str, typer.Option(help="For the order's timeline; the buyer does not see it.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Day (UTC midnight) or time, UTC.")]
_COLUMNS = ("number", "placed", "e-mail", "items", "total", "status")


@app.command("list")
def list_orders(
    status: Annotated[DisplayedStatus | None, typer.Option(help="Only orders that are so.")] = None,
    email: Annotated[str | None, typer.Option(help="Only of this buyer.")] = None,
    since: Day = None,
    until: Day = None,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """Orders, the newest first.

    Example: stoa orders list --status processing --since 2026-01-31
    """
    wanted = OrderFilter(status=status, email=email, placed_from=_utc(since), placed_until=_utc(until))
    with the_shop() as shop:
        found = list(all_of(lambda cursor, size: shop.orders.list(ListOrders(operator(), wanted, cursor, size)), limit))
    if as_json:
        print_json([summary_data(order) for order in found])
        return
    # The status already tells of payment and delivery; JSON has them apart.
    rows = [(o.number, o.placed_at, o.email, o.item_count, o.total, o.status.value.replace("_", " ")) for o in found]
    print_table(_COLUMNS, rows, "No order matches.")


@app.command()
def show(number: Number, as_json: Json = False) -> None:
    """One order with lines, payments, parcels and timeline.

    Example: stoa orders show EU-48151623
    """
    with the_shop() as shop:
        _print(shop.orders.show(ShowOrder(operator(), number)), as_json)


@app.command()
def ship(
    number: Number,
    line: Lines = None,
    carrier: Annotated[str, typer.Option(help="Who carries it.")] = "",
    tracking: Annotated[str, typer.Option(help="Tracking number.")] = "",
    url: Annotated[str, typer.Option(help="Where the parcel can be followed.")] = "",
    as_json: Json = False,
) -> None:
    """Send a parcel: everything that waits, or the named lines. The buyer gets a mail.

    Example: stoa orders ship EU-48151623 --line MUG=1 --carrier DHL --tracking JD014600
    """
    with the_shop() as shop:
        lines = _quantities(shop.orders.show(ShowOrder(operator(), number)).order, line) if line else None
        command = FulfilOrder(actor=operator(), number=number, lines=lines, tracking=Tracking(carrier, tracking, url))
        _print(shop.orders.fulfil(command), as_json)


@app.command()
def cancel(number: Number, reason: Reason = "", yes: Yes = False, as_json: Json = False) -> None:
    """Call an order off: its stock is free again, payments are voided or refunded, the buyer gets a mail.

    Example: stoa orders cancel EU-48151623 --reason "buyer called" --yes
    """
    _confirm(f"Cancel order {number}?", yes, as_json)
    with the_shop() as shop:
        _print(shop.orders.cancel(CancelOrder(actor=operator(), number=number, reason=reason)), as_json)


@app.command()
def refund(
    number: Number,
    amount: Annotated[str | None, typer.Option(help="Such as 12.50. Left out: the lines' worth, or everything.")] = None,
    line: Lines = None,
    restock: Annotated[bool, typer.Option(help="Put the units of --line back on the shelf.")] = False,
    reason: Reason = "",
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Give money back: an amount, the worth of lines, or everything. The buyer gets a mail when the provider has confirmed.

    Example: stoa orders refund EU-48151623 --line MUG=1 --restock --reason damaged --yes
    """
    with the_shop() as shop:
        order = shop.orders.show(ShowOrder(operator(), number)).order
        money = None if amount is None else _money(amount, order)
        what = shown(money) if money else "the named lines" if line else "everything"
        _confirm(f"Refund {what} of order {number}?", yes, as_json)
        lines = _quantities(order, line) if line else {}
        command = RefundOrder(actor=operator(), number=number, lines=lines, amount=money, reason=reason, restock=restock)
        _print(shop.orders.refund(command), as_json)


def _print(detail: OrderDetail, as_json: bool) -> None:
    if as_json:
        print_json(detail_data(detail))
        return
    print_detail(detail)


def _confirm(question: str, yes: bool, as_json: bool) -> None:
    if yes:
        return
    if as_json:
        raise typer.BadParameter("programs must say --yes", param_hint="--json")
    typer.confirm(question, abort=True, err=True)


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _money(text: str, order: Order) -> Money:
    try:
        amount = Decimal(text) * 10**order.currency.minor_units
    except InvalidOperation:
        raise typer.BadParameter(f"{text!r} is not an amount such as 12.50", param_hint="--amount") from None
    if not amount.is_finite() or amount != int(amount):
        raise typer.BadParameter(f"{order.currency.code} has {order.currency.minor_units} decimals", param_hint="--amount")
    return Money(int(amount), order.currency)


def _quantities(order: Order, given: Sequence[str]) -> dict[OrderLineId, int]:
    chosen: dict[OrderLineId, int] = {}
    for text in given:
        sku, separator, quantity = text.rpartition("=")
        if not separator or not quantity.isdecimal() or int(quantity) < 1:
            raise typer.BadParameter(f"{text!r} does not read SKU=quantity", param_hint="--line")
        lines = [line for line in order.lines if line.sku == sku]
        if not lines:
            raise CommandFailed(f"Order {order.number} has no line with the SKU {sku!r}.")
        chosen[lines[0].id] = chosen.get(lines[0].id, 0) + int(quantity)
    return chosen
