"""`stoa keys`: how machines come in."""

from datetime import timedelta
from typing import Annotated

import typer

from adapters.cli.commands import CommandFailed, command_group
from adapters.cli.output import Json, print_json, print_table
from adapters.cli.shop import operator, the_shop
from application.access.create_key import CreateKey
from application.access.key_view import KeyView
from application.access.list_keys import ListKeys
from application.access.revoke_key import RevokeKey

app = command_group()


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What uses it.")],
    scope: Annotated[list[str], typer.Option("--scope", help="A permission; again for more. `stoa staff permissions` lists them.")],
    channel: Annotated[list[str] | None, typer.Option("--channel", help="Only in this channel; again for more.")] = None,
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="Days it is valid; left out: until revoked.")] = None,
    quota: Annotated[int | None, typer.Option(min=1, max=100_000, help="Requests a minute; left out: as many as staff.")] = None,
    as_json: Json = False,
) -> None:
    """Make a key and print its secret: now, and never again.

    Example: stoa keys create "Warehouse robot" --scope orders.read --scope orders.fulfil --days 365
    """
    with the_shop() as shop:
        expires_at = None if days is None else shop.clock.now() + timedelta(days=days)
        made = shop.access.create_key(
            CreateKey(actor=operator(), name=name, scopes=tuple(scope), channels=tuple(channel or ()), expires_at=expires_at, quota=quota)
        )
    if as_json:
        print_json(_data(made.key) | {"secret": made.secret})
        return
    typer.echo(made.secret)


@app.command("list")
def list_keys(as_json: Json = False) -> None:
    """The keys there are, the newest first; never their secrets.

    Example: stoa keys list
    """
    with the_shop() as shop:
        keys = shop.access.list_keys(ListKeys(actor=operator()))
        now = shop.clock.now()
    if as_json:
        print_json([_data(key) for key in keys])
        return
    rows = []
    for key in keys:
        ended = key.expires_at is not None and key.expires_at <= now
        state = "revoked" if key.revoked_at else "expired" if ended else "orphan" if key.orphan else "open"
        rows.append((key.prefix, key.name, ", ".join(key.scopes), ", ".join(key.channels), key.responsible, key.last_used_at, state))
    print_table(("key", "name", "scopes", "channels", "answers for it", "last used", "state"), rows, "There are no keys.")


@app.command()
def revoke(prefix: Annotated[str, typer.Argument(help="The beginning of the key, as `stoa keys list` shows it.")]) -> None:
    """Revoke a key: it opens nothing within a second or two, for ever.

    Example: stoa keys revoke stoa_k3w7yq2bfa
    """
    with the_shop() as shop:
        found = [key for key in shop.access.list_keys(ListKeys(actor=operator())) if prefix.startswith(key.prefix)]
        if not found:
            raise CommandFailed("No key begins like this: `stoa keys list` shows all.")
        shop.access.revoke_key(RevokeKey(actor=operator(), key_id=found[0].id))
    typer.echo(f"{found[0].prefix} is revoked.")


def _data(key: KeyView) -> dict[str, object]:
    return {
        "prefix": key.prefix,
        "name": key.name,
        "scopes": list(key.scopes),
        "channels": list(key.channels),
        "responsible": key.responsible,
        "orphan": key.orphan,
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "last_used_at": key.last_used_at,
        "revoked_at": key.revoked_at,
        "quota": key.quota,
    }
