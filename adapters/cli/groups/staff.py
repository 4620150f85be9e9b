"""`stoa staff`: who works for the shop, and tokens for scripts of the operator."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

import typer

from adapters.cli.commands import CommandFailed, command_group
from adapters.cli.here import settings_here
from adapters.cli.output import Json, print_json, print_table
from adapters.cli.shop import operator, the_shop
from adapters.clock import SystemClock
from adapters.security.staff_tokens import StaffTokens
from application.access.appoint_staff import AppointStaff
from application.access.assigning import GivenRole, ShownRole
from application.access.change_staff import ChangeStaff
from application.access.invitation_view import InvitationView
from application.access.invite_staff import InviteStaff
from application.access.list_invitations import ListInvitations
from application.access.list_roles import ListRoles
from application.access.list_staff import ListStaff
from application.access.lock_staff import LockStaff
from application.access.remove_staff import RemoveStaff
from application.access.renew_password import RenewPassword
from application.access.reset_second_factor import ResetSecondFactor
from application.access.staff_view import StaffView
from application.facade import Application
from application.shared.permissions import PERMISSIONS

app = command_group()


Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Email = Annotated[str, typer.Argument(help="The e-mail address of their account.")]
Roles = Annotated[list[str], typer.Option("--role", help="A role, or role@channel for one channel; again for more.")]


@app.command("list")
def list_staff(as_json: Json = False) -> None:
    """Who works for the shop, and who is invited.

    Example: stoa staff list
    """
    with the_shop() as shop:
        members = shop.access.list_staff(ListStaff(actor=operator()))
        invited = [item for item in shop.access.list_invitations(ListInvitations(actor=operator())) if item.state in ("open", "expired")]
    if as_json:
        print_json({"staff": [_member(member) for member in members], "invitations": [_invitation(item) for item in invited]})
        return
    rows = [(member.name, member.email, _roles(member.roles), "locked" if member.locked else "works here") for member in members]
    rows += [(item.name, item.email, _roles(item.roles), f"invited, {item.state}") for item in invited]
    nobody = "Nobody works here yet: `stoa staff invite … --role owner`, or `stoa staff appoint` where no mail goes out."
    print_table(("name", "e-mail", "roles", "state"), rows, nobody)


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="Where the mail goes.")],
    name: Annotated[str, typer.Option(help="What timelines and logs will say.")],
    role: Roles,
    locale: Annotated[str, typer.Option(help="Language of the mail.")] = "en",
    as_json: Json = False,
) -> None:
    """Invite somebody: a mail brings them the way in, good for seven days.

    Example: stoa staff invite bea@example.com --name "Bea Miller" --role support@eu --role analyst
    """
    with the_shop() as shop:
        command = InviteStaff(actor=operator(), email=email, name=name, roles=_given(role), locale=locale)
        invitation = shop.access.invite_staff(command)
    if as_json:
        print_json(_invitation(invitation))
        return
    typer.echo(f"{invitation.email} is invited until {invitation.expires_at:%Y-%m-%d %H:%M} UTC.")


@app.command()
def appoint(
    email: Annotated[str, typer.Argument(help="Their e-mail address; it must have no account yet.")],
    name: Annotated[str, typer.Option(help="What timelines and logs will say.")],
    role: Roles,
    locale: Annotated[str, typer.Option(help="Language of mails to them.")] = "en",
    as_json: Json = False,
) -> None:
    """Make somebody staff at once, without a mail: the first owner of a shop. Prints their password: now, and never again.

    Example: stoa staff appoint ada@example.com --name "Ada Lovelace" --role owner
    """
    password = _made_up()
    with the_shop() as shop:
        command = AppointStaff(actor=operator(), email=email, name=name, roles=_given(role), password=password, locale=locale)
        member = shop.access.appoint_staff(command)
    _tell_password(member, password, as_json)


@app.command("new-password")
def new_password(email: Email, yes: Yes = False, as_json: Json = False) -> None:
    """Give a staff member a new password and sign them out everywhere. Prints it: now, and never again.

    People with a mailbox do it themselves: POST /api/v1/auth/password-reset. A second factor stays.

    Example: stoa staff new-password ada@example.com
    """
    if not yes:
        typer.confirm(f"Sign {email} out everywhere and end their password?", abort=True, err=True)
    password = _made_up()
    with the_shop() as shop:
        member = _found(shop, email)
        shop.access.renew_password(RenewPassword(actor=operator(), staff_id=member.id, password=password))
    _tell_password(member, password, as_json)


@app.command()
def assign(email: Email, role: Roles, as_json: Json = False) -> None:
    """Give somebody exactly these roles; what they had besides is gone at once.

    Example: stoa staff assign bea@example.com --role manager
    """
    with the_shop() as shop:
        command = ChangeStaff(actor=operator(), staff_id=_found(shop, email).id, roles=_given(role))
        _print(shop.access.change_staff(command), as_json)


@app.command()
def lock(email: Email, as_json: Json = False) -> None:
    """Lock somebody out of the staff's side at once; they stay a customer.

    Example: stoa staff lock bea@example.com
    """
    _set_lock(email, True, as_json)


@app.command()
def unlock(email: Email, as_json: Json = False) -> None:
    """Let somebody in again, with the roles they had.

    Example: stoa staff unlock bea@example.com
    """
    _set_lock(email, False, as_json)


@app.command()
def remove(email: Email, yes: Yes = False) -> None:
    """Take somebody out of the staff at once; they stay a customer.

    Example: stoa staff remove bea@example.com --yes
    """
    if not yes:
        typer.confirm(f"Take {email} out of the staff?", abort=True, err=True)
    with the_shop() as shop:
        shop.access.remove_staff(RemoveStaff(actor=operator(), staff_id=_found(shop, email).id))
    typer.echo(f"{email} is staff no more.")


@app.command("reset-second-factor")
def reset_second_factor(email: Email, yes: Yes = False) -> None:
    """Take a lost second factor off somebody's account. They are signed out everywhere and told by mail.

    Make sure first, face to face or by telephone, that they ask for it. For customers: stoa customers reset-second-factor

    Example: stoa staff reset-second-factor bea@example.com --yes
    """
    if not yes:
        typer.confirm(f"Take the second factor off the account of {email}?", abort=True, err=True)
    with the_shop() as shop:
        shop.access.reset_second_factor(ResetSecondFactor(actor=operator(), account_id=_found(shop, email).account_id))
    typer.echo(f"{email} signs in without a second factor now, and sets up a new one.")


@app.command()
def roles(as_json: Json = False) -> None:
    """The roles there are, built in and of the shop's own.

    Example: stoa staff roles
    """
    with the_shop() as shop:
        found = shop.access.list_roles(ListRoles(actor=operator()))
    if as_json:
        print_json([{"role": role.code or str(role.id), "name": role.name, "permissions": sorted(role.permissions)} for role in found])
        return
    rows = [(role.code or role.name, role.description, ", ".join(sorted(role.permissions))) for role in found]
    print_table(("role", "for", "permissions"), rows, "")


@app.command()
def token(
    name: Annotated[str, typer.Option(help="Who it is for; appears in timelines and logs.")] = "admin",
    permissions: Annotated[str, typer.Option(help="By comma, or `all`; `stoa staff permissions` lists them.")] = "all",
    days: Annotated[int, typer.Option(min=1, max=365, help="Days it is valid.")] = 30,
    as_json: Json = False,
) -> None:
    """Print a bearer token for the staff API. It belongs to nobody and cannot be called back: keep its days few.

    People sign in with their account (`stoa staff invite`), machines with a key (`stoa keys create`).

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


def _set_lock(email: str, locked: bool, as_json: bool) -> None:
    with the_shop() as shop:
        command = LockStaff(actor=operator(), staff_id=_found(shop, email).id, locked=locked)
        _print(shop.access.lock_staff(command), as_json)


def _found(shop: Application, email: str) -> StaffView:
    for member in shop.access.list_staff(ListStaff(actor=operator())):
        if member.email.lower() == email.strip().lower():
            return member
    raise CommandFailed("No staff member has this address: `stoa staff list` shows all.")


def _given(texts: Sequence[str]) -> tuple[GivenRole, ...]:
    """`support@eu` is the role support in the channel eu."""
    parts = [text.partition("@") for text in texts]
    return tuple(GivenRole(role.strip(), channel.strip() or None) for role, _, channel in parts)


def _roles(held: Sequence[ShownRole]) -> str:
    return ", ".join(f"{role.name}@{role.channel}" if role.channel else role.name for role in held)


def _made_up() -> str:
    return secrets.token_urlsafe(15)


def _tell_password(member: StaffView, password: str, as_json: bool) -> None:
    if as_json:
        print_json(_member(member) | {"password": password})
        return
    typer.echo(f"{member.name} <{member.email}> signs in, with the audience admin, by this password: {password}")


def _print(member: StaffView, as_json: bool) -> None:
    if as_json:
        print_json(_member(member))
        return
    state = "is locked out" if member.locked else "works here"
    typer.echo(f"{member.name} <{member.email}> {state}: {_roles(member.roles) or 'no roles'}.")


def _member(member: StaffView) -> dict[str, object]:
    return {
        "name": member.name,
        "email": member.email,
        "roles": [{"role": role.id, "channel": role.channel} for role in member.roles],
        "locked": member.locked,
        "owner": member.owner,
    }


def _invitation(item: InvitationView) -> dict[str, object]:
    given = [{"role": role.id, "channel": role.channel} for role in item.roles]
    return {"name": item.name, "email": item.email, "roles": given, "state": item.state, "expires_at": item.expires_at}
