"""`stoa demo`: fills an empty shop with the demo shop."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from adapters.cli.here import configured
from adapters.cli.shop import the_shop
from adapters.demo.loader import DemoShop, Loaded
from adapters.demo.owner import DemoOwner, appoint_owner
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS

_SAID = {
    Loaded.LOADED: "The demo shop is open.",
    Loaded.COMPLETE: "The demo shop is there already; nothing was changed.",
    Loaded.NOT_EMPTY: "This shop has products of its own; the demo shop was not loaded into it.",
}


def demo(quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")] = False) -> None:
    """Fill an empty shop with the demo shop, and give it an owner. Running it again changes nothing. Example: stoa demo"""
    loader = Actor(ActorKind.STAFF, "demo", frozenset(PERMISSIONS))
    with the_shop() as shop, Progress(console=Console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task("Loading the demo shop", total=None)
        loaded = DemoShop(shop, loader).load(
            lambda what, done, of: bar.update(task, description=f"Demo shop: {what}", completed=done, total=of)
        )
        owner = None if loaded is Loaded.NOT_EMPTY else appoint_owner(shop, loader, configured("DEMO_OWNER_PASSWORD"))
    if not quiet:
        typer.echo(_SAID[loaded])
    if owner is not None:
        # Even quietly: it is said once, and kept nowhere.
        typer.echo(_introduced(owner))


def _introduced(owner: DemoOwner) -> str:
    password = f"the password {owner.password}" if owner.password else "the password of DEMO_OWNER_PASSWORD"
    return f'Its owner is {owner.email} with {password}: POST /api/v1/auth/login with "audience": "admin".'
