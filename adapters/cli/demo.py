"""`stoa demo`: fills an empty shop with the demo shop."""

import json

import typer
from rich.console import Console
from rich.progress import Progress

from adapters.cli.here import environment_here
from adapters.cli.shop import the_shop
from adapters.demo.loader import DemoShop, Loaded
from adapters.demo.owner import DemoOwner, demo_owner
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS

_SAID = {
    Loaded.LOADED: "The demo shop is open.",
    Loaded.COMPLETE: "The demo shop is there already; nothing was changed.",
    Loaded.NOT_EMPTY: "This shop has products of its own; the demo shop was not loaded into it.",
}


def load_demo_shop(*, quiet: bool, owner: bool | None) -> None:
    """Fill an empty shop, and give it an owner unless `owner` says no; None: but for production. Running it again changes nothing."""
    loader = Actor(ActorKind.STAFF, "demo", frozenset(PERMISSIONS))
    with the_shop() as shop, Progress(console=Console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task("Loading the demo shop", total=None)
        loaded = DemoShop(shop, loader).load(
            lambda what, done, of: bar.update(task, description=f"Demo shop: {what}", completed=done, total=of)
        )
        wanted = environment_here() != "production" if owner is None else owner
        found = demo_owner(shop, loader) if wanted and loaded is not Loaded.NOT_EMPTY else None
    if not quiet:
        typer.echo(_SAID[loaded])
    if found is not None and (found.password or not quiet):
        typer.echo(_introduced(found))


def _introduced(owner: DemoOwner) -> str:
    if owner.password is None:
        return f"Its owner is {owner.email}; for a new password: stoa staff new-password {owner.email}"
    body = json.dumps({"email": owner.email, "password": owner.password, "audience": "admin"})
    return f"Its owner signs in with POST /api/v1/auth/login and\n  {body}\nThis password is shown once and kept nowhere."
