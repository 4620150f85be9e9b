"""`stoa demo`: fills an empty shop with the demo shop."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from adapters.cli.shop import the_shop
from adapters.demo.loader import DemoShop, Loaded
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS

_SAID = {
    Loaded.LOADED: "The demo shop is open.",
    Loaded.COMPLETE: "The demo shop is there already; nothing was changed.",
    Loaded.NOT_EMPTY: "This shop has products of its own; the demo shop was not loaded into it.",
}


def demo(quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False) -> None:
    """Fill an empty shop with the demo shop. Running it again changes nothing. Example: stoa demo"""
    loader = Actor(ActorKind.STAFF, "demo", frozenset(PERMISSIONS))
    with the_shop() as shop, Progress(console=Console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task("Loading the demo shop", total=None)
        loaded = DemoShop(shop, loader).load(
            lambda what, done, of: bar.update(task, description=f"Demo shop: {what}", completed=done, total=of)
        )
    if not quiet:
        typer.echo(_SAID[loaded])
