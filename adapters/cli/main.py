"""The `stoa` command and its groups; a context adds its own in adapters/cli/groups/<context>.py and is named here."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from adapters.cli.catalog import catalog
from adapters.cli.commands import FAILURE, command_group
from adapters.cli.demo import demo as load_demo_shop
from adapters.cli.groups import audit, customers, inventory, keys, orders, outbox, sessions, staff
from adapters.cli.here import settings_here

app = command_group("Stoa, the shop's back end: serve it, keep it, and do from here what staff can do.")
services = command_group("PostgreSQL and Redis of this folder, without the shop.")
app.add_typer(services, name="services")
GROUPS = {
    "audit": audit.app,
    "customers": customers.app,
    "catalog": catalog,
    "inventory": inventory.app,
    "keys": keys.app,
    "orders": orders.app,
    "outbox": outbox.app,
    "sessions": sessions.app,
    "staff": staff.app,
}
for name, group in GROUPS.items():
    app.add_typer(group, name=name)
app.command("demo")(load_demo_shop)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DataDir = Annotated[Path, typer.Option(envvar="STOA_DATA_DIR", help="Folder that holds everything.", show_default=True)]


@app.command()
def run(
    data_dir: DataDir = Path(".stoa"),
    demo: Annotated[bool, typer.Option(help="Fill an empty shop with the demo products.")] = True,
) -> None:
    """Run the whole shop here: PostgreSQL, Redis, web server and worker. Stop with Ctrl-C.

    Example: STOA_PORT=9000 stoa run
    """
    from adapters.cli.run import run as run_shop

    run_shop(data_dir, demo=demo)


@app.command()
def serve() -> None:
    """Run the web server. Example: WEB_WORKERS=4 stoa serve"""
    from adapters.cli.serving import serve as serve_web

    serve_web(settings_here())


@app.command()
def worker() -> None:
    """Run the worker: relays events, sends mails, does scheduled work. Example: WORKER_PROCESSES=2 stoa worker"""
    from adapters.queue.worker import run_worker

    run_worker(settings_here())


@app.command()
def migrate(
    revision: Annotated[str, typer.Argument(help="Target revision; an older one goes back.")] = "head",
) -> None:
    """Bring the database to the newest schema. Safe to run from several machines at once. Example: stoa migrate"""
    from adapters.persistence.migrate import current_revision
    from adapters.persistence.migrate import migrate as migrate_database

    url = settings_here().database_url
    before = current_revision(url)
    migrate_database(url, revision)
    typer.echo(f"Schema: {before or 'empty'} → {current_revision(url) or 'empty'}")


@app.command()
def check(as_json: Json = False) -> None:
    """Say what is wrong with settings and services. Exit code 1 when something fails. Example: stoa check --json"""
    from adapters.cli.check import Verdict
    from adapters.cli.check import check as check_everything

    findings = check_everything(settings_here())
    if as_json:
        typer.echo(json.dumps([finding.as_json() for finding in findings], indent=2))
    else:
        styles = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.FAILURE: "bold red"}
        table = Table("what", "verdict", "found")
        for finding in findings:
            table.add_row(finding.name, finding.verdict.value, finding.message, style=styles[finding.verdict])
        Console().print(table)
    if any(finding.verdict is Verdict.FAILURE for finding in findings):
        raise typer.Exit(FAILURE)


@services.command()
def up(data_dir: DataDir = Path(".stoa")) -> None:
    """Start both in the background and print their addresses. Example: eval "$(stoa services up)" """
    from adapters.embedded import EmbeddedServices

    embedded = EmbeddedServices(data_dir)
    embedded.start()
    for name, value in embedded.environment().items():
        typer.echo(f"export {name}='{value}'")


@services.command()
def down(data_dir: DataDir = Path(".stoa")) -> None:
    """Stop both; the data stays. Example: stoa services down"""
    from adapters.embedded import EmbeddedServices

    EmbeddedServices(data_dir).stop()


@services.command()
def status(data_dir: DataDir = Path(".stoa"), as_json: Json = False) -> None:
    """Show whether they run, and where. Example: stoa services status"""
    from adapters.embedded import EmbeddedServices

    found = EmbeddedServices(data_dir).status()
    if as_json:
        rows = [{"name": each.name, "running": each.running, "pid": each.pid, "url": each.url} for each in found]
        typer.echo(json.dumps(rows, indent=2))
        return
    table = Table("service", "state", "pid", "address", "log")
    for each in found:
        table.add_row(each.name, "running" if each.running else "stopped", str(each.pid or ""), each.url, str(each.log))
    Console().print(table)


def main() -> None:
    """Entry point of the `stoa` command."""
    app(prog_name="stoa")


if __name__ == "__main__":
    main()
