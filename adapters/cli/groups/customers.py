"""`stoa customers`: find customers, look at one, lock one out, hand out or erase what is known of somebody."""

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from adapters.cli.commands import CommandFailed, command_group
from adapters.cli.output import Json, Limit, all_of, print_json, print_table
from adapters.cli.shop import operator, the_shop
from application.access.reset_second_factor import ResetSecondFactor
from application.customers.list_customers import ListCustomers
from application.customers.ports import CustomerFilter, CustomerSummary
from application.customers.records import CustomerRecord
from application.customers.show_customer import ShowCustomer
from application.facade import Application
from application.identity.accounts.lock_account import LockAccount, UnlockAccount
from application.privacy.erasures import ErasePerson
from application.privacy.exports import ExportPerson
from domain.identity.accounts.account import AccountState
from domain.shared.ids import AccountId

app = command_group()

Who = Annotated[str, typer.Argument(help="E-mail address or id.")]
_COLUMNS = ("e-mail", "name", "state", "orders", "groups", "tags", "since")


@app.command("list")
def list_customers(
    search: Annotated[str | None, typer.Argument(help="Beginnings of names, addresses, phone numbers.")] = None,
    group: Annotated[str | None, typer.Option(help="Only of this group.")] = None,
    tag: Annotated[str | None, typer.Option(help="Only with this tag.")] = None,
    state: Annotated[AccountState | None, typer.Option(help="Only accounts that are so.")] = None,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """Customers, the newest first.

    Example: stoa customers list "ada love" --tag vip
    """
    wanted = CustomerFilter(search, group, tag, state)
    with the_shop() as shop:
        page_after = shop.customers.list_customers
        found = list(all_of(lambda cursor, size: page_after(ListCustomers(operator(), wanted, cursor, size)), limit))
    if as_json:
        print_json([_summary(row) for row in found])
        return
    rows = [(r.email, _name(r), r.state.value, r.order_count, ", ".join(r.groups), ", ".join(r.tags), r.registered_at) for r in found]
    print_table(_COLUMNS, rows, "No customer matches.")


@app.command()
def show(who: Who, as_json: Json = False) -> None:
    """One customer with address book, taxes, groups and notes.

    Example: stoa customers show ada@example.com
    """
    with the_shop() as shop:
        record = shop.customers.show(ShowCustomer(operator(), _account(shop, who)))
    data = _record(record)
    if as_json:
        print_json(data)
        return
    print_table(("", ""), [(name, _text(value)) for name, value in data.items()], "")


@app.command()
def lock(who: Who, reason: Annotated[str, typer.Option(help="For the shop alone.")] = "", as_json: Json = False) -> None:
    """Lock a customer out within seconds; every session ends. `stoa customers unlock` lets them in again.

    Example: stoa customers lock ada@example.com --reason "stolen laptop"
    """
    with the_shop() as shop:
        account = shop.accounts.lock_account(LockAccount(actor=operator(), account_id=_account(shop, who), reason=reason))
    _told(account.id, account.state, as_json)


@app.command()
def unlock(who: Who, as_json: Json = False) -> None:
    """Let a locked customer in again.

    Example: stoa customers unlock ada@example.com
    """
    with the_shop() as shop:
        account = shop.accounts.unlock_account(UnlockAccount(actor=operator(), account_id=_account(shop, who)))
    _told(account.id, account.state, as_json)


@app.command("reset-second-factor")
def reset_second_factor(who: Who) -> None:
    """Take a lost second factor off somebody's account. They are signed out everywhere and told by mail.

    Make sure first that the owner asks: whoever also knows the password gets in without a code from now on.

    Example: stoa customers reset-second-factor ada@example.com
    """
    with the_shop() as shop:
        account_id = _account(shop, who)
        shop.access.reset_second_factor(ResetSecondFactor(actor=operator(), account_id=account_id))
    typer.echo(f"{account_id} signs in without a second factor now.")


@app.command()
def export(
    who: Who,
    to: Annotated[Path, typer.Option("--to", help="The ZIP to write; a file that is there is not written over.")] = Path("person.zip"),
) -> None:
    """Everything that is known about a person, guests too, as a ZIP of JSON and a page to read. Only you may read the file.

    Example: stoa customers export ada@example.com --to ada.zip
    """
    if to.exists():
        raise CommandFailed(f"{to} is there already.")
    with the_shop() as shop:
        account_id, email = _person(who)
        archive = shop.privacy.export_person(ExportPerson(actor=operator(), account_id=account_id, email=email))
    to.touch(mode=0o600, exist_ok=False)
    to.write_bytes(archive)
    typer.echo(f"{to}: {len(archive)} bytes")


@app.command()
def erase(
    who: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: it cannot be undone.")] = False,
    as_json: Json = False,
) -> None:
    """Forget a person at once, guests too: orders stay without their name for the tax office, everything else goes.

    Example: stoa customers erase ada@example.com --yes
    """
    if not yes:
        typer.confirm("Forget this person for good?", abort=True, err=True)
    with the_shop() as shop:
        account_id, email = _person(who)
        erased = shop.privacy.erase_person(ErasePerson(actor=operator(), account_id=account_id, email=email))
    if as_json:
        print_json({"rows": dict(erased.rows)})
        return
    print_table(("table", "rows"), sorted(erased.rows.items()), "Nothing was left to forget.")


def _person(who: str) -> tuple[AccountId | None, str | None]:
    """By account, or by address as guests are."""
    try:
        return AccountId(UUID(who)), None
    except ValueError:
        return None, who.strip()


def _told(account_id: AccountId, state: AccountState, as_json: bool) -> None:
    if as_json:
        print_json({"id": account_id, "state": state.value})
        return
    typer.echo(f"{account_id} is {state.value}")


def _account(shop: Application, who: str) -> AccountId:
    """By id, or by an address in any case."""
    try:
        return AccountId(UUID(who))
    except ValueError:
        page = shop.customers.list_customers(ListCustomers(operator(), CustomerFilter(search=who)))
    found = [row.id for row in page.items if row.email.lower() == who.strip().lower() and row.state is not AccountState.CLOSED]
    if not found:
        raise CommandFailed("No customer has this e-mail address.")
    return found[0]


def _name(row: CustomerSummary) -> str:
    return f"{row.first_name} {row.last_name}".strip()


def _text(value: Any) -> str:
    return "\n".join(str(entry) for entry in value) if isinstance(value, list) else str(value)


def _summary(row: CustomerSummary) -> dict[str, Any]:
    return {
        "id": row.id,
        "email": row.email,
        "name": _name(row),
        "phone": row.phone,
        "state": row.state.value,
        "groups": list(row.groups),
        "tags": list(row.tags),
        "orders": row.order_count,
        "registered_at": row.registered_at,
    }


def _record(record: CustomerRecord) -> dict[str, Any]:
    account, customer = record.profile.account, record.profile.customer
    vat, exemption = customer.tax.vat, customer.tax.exemption
    return {
        "id": account.id,
        "email": account.email,
        "state": account.state.value,
        "name": f"{account.first_name} {account.last_name}".strip(),
        "locale": account.locale,
        "phone": customer.phone,
        "registered_at": account.created_at,
        "addresses": [
            f"{entry.label}: {', '.join((entry.address.name, *entry.address.lines, entry.address.city, entry.address.country))}"
            for entry in customer.book.entries
        ],
        "groups": [group.code for group in record.groups],
        "tags": list(customer.tags),
        "vat": f"{vat.number} ({vat.validity.value})" if vat else "",
        "tax_exemption": exemption.reason if exemption else "",
        "notes": [f"{note.written_at:%Y-%m-%d} {note.author_name or note.author}: {note.text}" for note in record.notes],
    }
