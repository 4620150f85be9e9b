"""`stoa catalog`: the whole catalogue into the shop from a file, out into one, and made anew for shoppers."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from adapters.cli.commands import FAILURE, CommandFailed, command_group
from adapters.cli.groups.reindex import reindex
from adapters.cli.output import Json, print_json
from adapters.cli.shop import operator, the_shop
from application.catalog.imports.export_catalog import ExportCatalog
from application.catalog.imports.read_import_report import ReadImportReport
from application.catalog.imports.request_import import RequestImport
from application.catalog.imports.run_import import RunImport
from application.facade import Application
from domain.catalog.imports.catalog_import import CatalogImport, ImportState

app = command_group()
app.command()(reindex)

Channel = Annotated[str | None, typer.Option(help="Code of the channel whose prices and language count; `default` if left out.")]


@app.command("import")
def import_catalog(
    file: Annotated[Path, typer.Argument(help="A Shopify product CSV (or .csv.gz); `-` reads standard input.", allow_dash=True)],
    channel: Channel = None,
    mapping: Annotated[str, typer.Option(help="For other layouts: a mapping file (TOML), or the name of one that comes with Stoa.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Try everything and keep nothing.")] = False,
    stock: Annotated[bool, typer.Option(help="Take over counts of goods.")] = True,
    report: Annotated[Path | None, typer.Option(help="Where to write the report (CSV) of rows that stayed out.")] = None,
    as_json: Json = False,
) -> None:
    """Import a catalogue file. The same file again changes nothing; killed and run again it goes on.

    Exit code 1 when nothing could be read. Examples: stoa catalog import products.csv --dry-run;
    stoa catalog import books.csv --mapping oscar-books --channel uk --report refused.csv
    """
    with the_shop() as shop:
        with _opened(file) as content:
            record = _imported(shop, content, file, channel, _mapping_text(mapping), dry_run, stock, quiet=as_json)
        if report is not None:
            with report.open("wb") as target:
                target.writelines(shop.imports.read_import_report(ReadImportReport(actor=operator(), import_id=record.id)))
    _tell(record, report, as_json)
    if record.state is not ImportState.FINISHED:
        raise typer.Exit(FAILURE)


@app.command("export")
def export_catalog(
    file: Annotated[Path, typer.Argument(help="Where to; `-` writes to standard output.", allow_dash=True)],
    channel: Channel = None,
) -> None:
    """Export the catalogue as Shopify product CSV. Example: stoa catalog export products.csv"""
    with the_shop() as shop:
        pieces = shop.imports.export_catalog(ExportCatalog(actor=operator(), channel=channel))
        if str(file) == "-":
            sys.stdout.buffer.writelines(pieces)
            return
        # Complete or absent: a half export must not be taken for a whole one.
        draft = file.with_name(f"{file.name}.part")
        with draft.open("wb") as target:
            target.writelines(pieces)
        draft.replace(file)
    typer.echo(f"{file}: {file.stat().st_size:,} bytes")


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise CommandFailed(f"{file} cannot be read: {error.strerror}") from None
    with stream:
        yield stream


def _mapping_text(mapping: str) -> str:
    """A file wins over a name."""
    path = Path(mapping)
    return path.read_text("utf-8") if mapping and path.is_file() else mapping


def _imported(
    shop: Application,
    content: IO[bytes],
    file: Path,
    channel: str | None,
    mapping: str,
    dry_run: bool,
    stock: bool,
    *,
    quiet: bool,
) -> CatalogImport:
    size = file.stat().st_size if file.is_file() else 0
    record = shop.imports.request_import(
        RequestImport(
            actor=operator(),
            source_name=file.name,
            channel=channel,
            total_bytes=size,
            mapping=mapping,
            dry_run=dry_run,
            set_stock=stock,
        )
    )
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as progress:
        task = progress.add_task("Importing", total=size or None)

        def advance(now: CatalogImport) -> None:
            progress.update(task, completed=now.bytes_done, description=f"{now.counts.products:,} products")

        return shop.imports.run_import(RunImport(import_id=record.id, content=content, on_progress=advance))


_OF_PRODUCTS = {"created", "updated", "unchanged", "refused"}


def _tell(record: CatalogImport, report: Path | None, as_json: bool) -> None:
    counts = record.counts
    numbers = {name: getattr(counts, name) for name in counts.__dataclass_fields__}
    if as_json:
        print_json({"id": record.id, "state": record.state.value, "failure": record.failure, "counts": numbers})
        return
    if record.failure:
        typer.secho(record.failure, fg=typer.colors.RED, err=True)
    table = Table("tried, nothing kept" if record.dry_run else record.state.value)
    table.add_column("", justify="right")
    for name, number in numbers.items():
        table.add_row(f"products {name}" if name in _OF_PRODUCTS else name, f"{number:,}")
    Console().print(table)
    if (counts.errors or counts.warnings) and report is None:
        typer.echo(f"Which rows, and why: GET /api/v1/admin/imports/{record.id}/report, or import with --report FILE")
