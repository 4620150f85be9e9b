"""`stoa sessions`: the keys that sign access tokens, and signing people out."""

from typing import Annotated
from uuid import UUID

import typer

from adapters.cli.commands import command_group
from adapters.cli.output import Json, print_json, print_table
from adapters.cli.shop import operator, the_shop
from application.sessions.end_sessions_of import EndSessionsOf
from application.sessions.list_signing_keys import ListSigningKeys
from application.sessions.rotate_signing_key import RotateSigningKey
from domain.shared.ids import AccountId

app = command_group()


@app.command()
def keys(as_json: Json = False) -> None:
    """Which keys sign and verify. The shop makes a new one by itself every SIGNING_KEY_DAYS.

    Example: stoa sessions keys
    """
    with the_shop() as shop:
        found = shop.sessions.list_signing_keys(ListSigningKeys(actor=operator()))
    rows = [
        {"id": key.id, "algorithm": key.algorithm, "state": key.state, "signs_from": key.signs_from, "verifies_until": key.verifies_until}
        for key in found
    ]
    if as_json:
        print_json(rows)
        return
    print_table(("key", "algorithm", "state", "signs from", "verifies until"), [tuple(row.values()) for row in rows], "no key yet")


@app.command(name="rotate-keys")
def rotate_keys(
    now: Annotated[bool, typer.Option("--now", help="The old keys may be in wrong hands: they verify nothing from this moment.")] = False,
    as_json: Json = False,
) -> None:
    """Make a new signing key. It is announced first and signs ten minutes later; nobody is signed out.

    With --now running access tokens stop within seconds, too; apps and browsers get new ones with their refresh tokens.

    Examples: stoa sessions rotate-keys · stoa sessions rotate-keys --now
    """
    with the_shop() as shop:
        key = shop.sessions.rotate_signing_key(RotateSigningKey(actor=operator(), at_once=now))
    if as_json:
        print_json({"id": key.id, "signs_from": key.signs_from})
        return
    typer.echo(f"Key {key.id} signs from {key.signs_from:%Y-%m-%d %H:%M:%S} UTC.")


@app.command()
def end(
    account: Annotated[UUID, typer.Argument(help="Id of the account.")],
    as_json: Json = False,
) -> None:
    """Sign somebody out everywhere, within seconds. The account stays open: they can sign in again.

    Example: stoa sessions end 0199a3c0-0000-7000-8000-000000000001
    """
    with the_shop() as shop:
        number = shop.sessions.end_sessions_of(EndSessionsOf(actor=operator(), account_id=AccountId(account)))
    if as_json:
        print_json({"ended": number})
        return
    typer.echo(f"{number} sessions ended.")
