"""`stoa audit`: who did what, and whether the record is whole."""

import time
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from adapters.auditing.rendering import entry_data, report_data
from adapters.cli.commands import FAILURE, command_group
from adapters.cli.output import Json, Limit, all_of, print_json, print_table
from adapters.cli.shop import operator, the_shop
from application.audit.ports import AuditFilter
from application.audit.search_entries import SearchEntries
from application.audit.verify_chain import VerifyChain
from application.facade import Application
from domain.audit.chain import ChainReport
from domain.audit.entry import AuditEntry, Doer
from domain.shared.ids import AccountId

app = command_group()

_COLUMNS = ("at", "who", "action", "object", "changed", "from")
_FOLLOW_SECONDS = 2.0


@app.command()
def tail(
    account: Annotated[UUID | None, typer.Option(help="Only what this account did.")] = None,
    action: Annotated[str | None, typer.Option(help="Such as `orders.refund`, or `orders.` for all of them.")] = None,
    object_id: Annotated[str | None, typer.Option("--object", help="Only what was done to this object, by id or name.")] = None,
    request: Annotated[str | None, typer.Option(help="Only this request id.")] = None,
    limit: Limit = 20,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until Ctrl-C.")] = False,
    as_json: Json = False,
) -> None:
    """The newest entries, the last one below. Secrets and personal data are not in them.

    Example: stoa audit tail --action orders. --limit 50
    """
    account_id = None if account is None else AccountId(account)
    wanted = AuditFilter(account_id=account_id, action=action, object_id=object_id, request_id=request)
    with the_shop() as shop:
        found = _newest(shop, wanted, limit)
        _print(found, as_json)
        while follow:
            time.sleep(_FOLLOW_SECONDS)
            known = {entry.id for entry in found}
            fresh = [entry for entry in _newest(shop, wanted, limit) if entry.id not in known]
            # Our own looks are entries too: they would feed each other for ever.
            fresh = [entry for entry in fresh if entry.action != "audit.search"]
            if fresh:
                _print(fresh, as_json)
                found = fresh + found[-limit:]


@app.command()
def verify(
    known: Annotated[str | None, typer.Option(help="`position:hash`, noted elsewhere earlier (a log line `audit_chained`).")] = None,
    as_json: Json = False,
) -> None:
    """Walk along the whole chain. Exit code 1 when an entry was changed, removed, put in, or the end is gone.

    Example: stoa audit verify --known 4711:9f86d081…
    """
    with the_shop() as shop:
        report = shop.audit.verify(VerifyChain(operator(), _place(known)))
    if as_json:
        print_json(report_data(report))
    else:
        _print_report(report)
    if not report.sound:
        raise typer.Exit(FAILURE)


def _newest(shop: Application, wanted: AuditFilter, limit: int) -> list[AuditEntry]:
    newest = all_of(lambda cursor, size: shop.audit.search(SearchEntries(operator(), wanted, cursor, size)), limit)
    return list(reversed(list(newest)))


def _print(entries: list[AuditEntry], as_json: bool) -> None:
    if as_json:
        print_json([entry_data(entry) for entry in entries])
        return
    rows = [(entry.at, who(entry.who), entry.action, _object(entry), _changed(entry), entry.network) for entry in entries]
    print_table(_COLUMNS, rows, "No entry matches.")


def who(doer: Doer) -> str:
    name = doer.label or f"{doer.kind} {doer.account_id or doer.key_id or ''}".strip()
    return name if doer.impersonator_id is None else f"{doer.impersonator_id} as {name}"


def _object(entry: AuditEntry) -> str:
    return f"{entry.object_kind} {entry.object_id}".strip()


def _changed(entry: AuditEntry) -> str:
    fields = sorted({**(entry.before or {}), **(entry.after or {})})
    return ", ".join(fields[:6]) + (" …" if len(fields) > 6 else "")


def _place(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    position, _, known_hash = text.partition(":")
    if not position.isdigit() or len(known_hash) != 64:
        raise typer.BadParameter("must be position:hash, with a hash of 64 characters", param_hint="--known")
    return int(position), known_hash


def _print_report(report: ChainReport) -> None:
    if report.sound:
        typer.echo(f"{report.links} entries, chained without a fault; {report.waiting} wait to be chained")
    else:
        print_table(("fault", "position", "entry"), [(f.kind.value, f.position, f.entry_id) for f in report.faults], "")
    if report.other_key:
        typer.echo(f"{report.other_key} carry a seal made with another key: their hashes are right, their seals were not checked")
    if report.head is not None:
        typer.echo(f"Note this elsewhere: {report.head.position}:{report.head.hash} ({_day(report.verified_at)})")


def _day(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
