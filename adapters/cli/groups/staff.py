"""`stoa staff`: tokens, until there are accounts."""

from datetime import timedelta
from typing import Annotated

import typer

from adapters.cli.commands import command_group
from adapters.cli.here import settings_here
from adapters.cli.output import Json, print_json, print_table
from adapters.clock import SystemClock
from adapters.security.staff_tokens import StaffTokens
from application.shared.permissions import PERMISSIONS

app = command_group("Tokens for staff.")


@app.command()
def token(
    name: Annotated[str, typer.Option(help="Who it is for; appears in timelines and logs.")] = "admin",
    permissions: Annotated[str, typer.Option(help="By comma, or `all`; `stoa staff permissions` lists them.")] = "all",
    days: Annotated[int, typer.Option(min=1, max=365, help="Days it is valid.")] = 30,
    as_json: Json = False,
) -> None:
    """Print a bearer token for the staff API. It cannot be called back: keep its days few.

    Examples: stoa staff token · curl -H "Authorization: Bearer $(stoa staff token --name ada --permissions orders.read --days 1)" …
    """
    chosen = _chosen(permissions)
    if not name.strip():
        raise typer.BadParameter("must not be empty", param_hint="--name")
    clock = SystemClock()
    issued = StaffTokens(settings_here().signing_key, clock).issue(name.strip(), chosen, timedelta(days=days))
    if as_json:
        expires = clock.now() + timedelta(days=days)
        print_json({"token": issued, "name": name.strip(), "permissions": sorted(chosen), "expires_at": expires})
        return
    typer.echo(issued)


@app.command()
def permissions(as_json: Json = False) -> None:
    """What a token may allow.

    Example: stoa staff permissions
    """
    if as_json:
        print_json(PERMISSIONS)
        return
    print_table(("permission", "allows to"), PERMISSIONS.items(), "")


def _chosen(text: str) -> frozenset[str]:
    if text.strip() == "all":
        return frozenset(PERMISSIONS)
    chosen = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = chosen - PERMISSIONS.keys()
    if unknown or not chosen:
        raise typer.BadParameter(f"unknown: {', '.join(sorted(unknown)) or 'nothing named'}", param_hint="--permissions")
    return chosen
