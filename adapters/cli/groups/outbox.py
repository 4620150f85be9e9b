"""`stoa outbox`: what waits for delivery, what failed, and trying again."""

from typing import Annotated, Any
from uuid import UUID

import typer

from adapters.cli.commands import command_group
from adapters.cli.output import Json, Limit, print_json, print_table
from adapters.cli.shop import operator, the_shop
from application.outbox.ports import FailedDelivery
from application.outbox.retry_deliveries import RetryDeliveries
from application.outbox.see_outbox import OutboxReport, SeeOutbox
from domain.shared.ids import EventId

app = command_group()

_COLUMNS = ("event", "for", "id", "attempts", "next attempt", "given up", "error")


@app.command()
def status(
    given_up: Annotated[bool, typer.Option("--given-up", help="List only what is no longer tried.")] = False,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """How much waits, and what failed. A growing number of waiting events means that no worker runs.

    Example: stoa outbox status --given-up --json
    """
    with the_shop() as shop:
        report = shop.outbox.see_outbox(SeeOutbox(actor=operator(), given_up_only=given_up, limit=limit))
        now = shop.clock.now()
    if as_json:
        print_json(_data(report))
        return
    counts = report.counts
    oldest = f", the oldest for {(now - counts.oldest_waiting_at).total_seconds():.0f} s" if counts.oldest_waiting_at else ""
    typer.echo(f"{counts.waiting} waiting{oldest}; {counts.in_delivery} in delivery; {counts.retrying} retried; {counts.given_up} given up")
    if report.failures:
        print_table(_COLUMNS, [tuple(_failure(failure).values()) for failure in report.failures], "")
    if counts.given_up:
        typer.echo("Mend the cause, then: stoa outbox retry --all")


@app.command()
def retry(
    event: Annotated[UUID | None, typer.Argument(help="Id of the event, as `stoa outbox status` shows it.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything that failed.")] = False,
    as_json: Json = False,
) -> None:
    """Try failed deliveries again now, attempts counted from zero.

    Examples: stoa outbox retry --all · stoa outbox retry 0199a3c0-0000-7000-8000-000000000001
    """
    if (event is None) is not everything:
        raise typer.BadParameter("name one event, or --all")
    with the_shop() as shop:
        number = shop.outbox.retry_deliveries(RetryDeliveries(actor=operator(), event_id=None if event is None else EventId(event)))
    if as_json:
        print_json({"retried": number})
        return
    typer.echo(f"{number} {'delivery' if number == 1 else 'deliveries'} will be tried again by the worker within a few seconds")


def _data(report: OutboxReport) -> dict[str, Any]:
    counts = report.counts
    return {
        "waiting": counts.waiting,
        "in_delivery": counts.in_delivery,
        "retrying": counts.retrying,
        "given_up": counts.given_up,
        "oldest_waiting_at": counts.oldest_waiting_at,
        "failures": [_failure(failure) for failure in report.failures],
    }


def _failure(failure: FailedDelivery) -> dict[str, Any]:
    return {
        "event": failure.event_name,
        "subscriber": failure.delivery.subscriber,
        "event_id": str(failure.delivery.event_id),
        "attempts": failure.attempts,
        "next_attempt_at": failure.next_attempt_at,
        "failed_at": failure.failed_at,
        "error": failure.last_error,
    }
