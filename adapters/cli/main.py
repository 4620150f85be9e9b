"""The `stoa` command and its groups; a context adds its own in adapters/cli/groups/<context>.py and is named here.

Commands import what they work with: `stoa --help` and the processes that serve take along nothing of the others.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from adapters.cli.commands import FAILURE, command_group, late_group

app = command_group("Stoa, the shop's back end: serve it, keep it, and do from here what staff can do.")
services = command_group("PostgreSQL and Redis of this folder, without the shop.")
app.add_typer(services, name="services")
#: Modules of adapters/cli/groups, and what they are for.
GROUPS = {
    "audit": "Who did what to which object, and whether the record is whole.",
    "customers": "Find customers, look at one, lock one out; hand out or erase what is known of somebody.",
    "catalog": "Work on the whole catalogue.",
    "inventory": "Look at stock and set counts.",
    "keys": "API keys for machines.",
    "orders": "Look at orders, ship them, cancel and refund.",
    "outbox": "What waits for delivery (mails, search, documents), what failed, and trying again.",
    "privacy": "What is kept for how long, and clearing what is older.",
    "sessions": "The keys that sign access tokens, and signing people out.",
    "staff": "Staff, their roles and invitations; tokens.",
}
for name, text in GROUPS.items():
    app.add_typer(late_group(f"adapters.cli.groups.{name}", text), name=name)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
DataDir = Annotated[Path, typer.Option(envvar="STOA_DATA_DIR", help="Folder that holds everything.", show_default=True)]


@app.command()
def demo(
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors and a new owner's password.")] = False,
    owner: Annotated[
        bool | None,
        typer.Option("--owner/--no-owner", help="Give it an owner, owner@example.com. Left out: but for production.", show_default=False),
    ] = None,
) -> None:
    """Fill an empty shop with the demo shop, and give it an owner to sign in as. Running it again changes nothing.

    Example: stoa demo
    """
    from adapters.cli.demo import load_demo_shop

    load_demo_shop(quiet=quiet, owner=owner)


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
    from adapters.cli.here import settings_here
    from adapters.cli.serving import serve as serve_web

    serve_web(settings_here())


@app.command()
def worker() -> None:
    """Run the worker: relays events, sends mails, does scheduled work. Example: WORKER_PROCESSES=2 stoa worker"""
    import adapters.lean_logging  # noqa: F401 - before anything else imports structlog
    from adapters.cli.here import settings_here
    from adapters.queue.worker import run_worker

    run_worker(settings_here())


@app.command()
def migrate(
    revision: Annotated[str, typer.Argument(help="Target revision; an older one goes back.")] = "head",
) -> None:
    """Bring the database to the newest schema. Safe to run from several machines at once. Example: stoa migrate"""
    from adapters.cli.here import settings_here
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
    from adapters.cli.here import settings_here

    findings = check_everything(settings_here())
    if as_json:
        _print_json([finding.as_json() for finding in findings])
    else:
        from rich.console import Console
        from rich.table import Table

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
        _print_json(rows)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("service", "state", "pid", "address", "log")
    for each in found:
        table.add_row(each.name, "running" if each.running else "stopped", str(each.pid or ""), each.url, str(each.log))
    Console().print(table)


def _print_json(data: Any) -> None:
    import json

    typer.echo(json.dumps(data, indent=2))


def main() -> None:
    """Entry point of the `stoa` command."""
    app(prog_name="stoa")


if __name__ == "__main__":
    main()
