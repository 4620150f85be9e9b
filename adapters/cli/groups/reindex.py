"""`stoa catalog reindex`: what shoppers see, made anew."""

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from adapters.cli.output import Json, print_json
from adapters.cli.shop import operator, the_shop
from application.catalog.browsing.rebuild_documents import RebuildDocuments
from application.facade import Application
from domain.shared.ids import ProductId


def reindex(as_json: Json = False) -> None:
    """Make the documents that shoppers see, and the search index, anew from the catalogue. The shop stays open meanwhile.

    Example: stoa catalog reindex
    """
    with the_shop() as shop:
        number = _rebuilt(shop)
    if as_json:
        print_json({"products": number})
        return
    typer.echo(f"{number} {'product' if number == 1 else 'products'} indexed")


def _rebuilt(shop: Application) -> int:
    total = 0
    last: ProductId | None = None
    # On standard error, so that --json stays clean.
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Products", total=None)
        while True:
            done = shop.browsing.rebuild_documents(RebuildDocuments(actor=operator(), last=last))
            if done.products == 0:
                return total
            total, last = total + done.products, done.last
            progress.update(task, completed=total)
