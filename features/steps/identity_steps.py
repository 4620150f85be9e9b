"""Steps about accounts; background work is done after every step that sends a mail."""

from __future__ import annotations

import re

from pytest_bdd import given, parsers, then, when

from application.identity.accounts.lock_account import LockAccount, UnlockAccount
from domain.shared.ids import AccountId
from features.drivers.people import SignedInAs
from features.drivers.shop import Shop
from features.drivers.staff import STAFF
from features.steps.world import World

WHO = r"(?P<email>\S+@\S+)"


def mailed_token(shop: Shop, email: str) -> str:
    """The secret of the last link that came."""
    shop.settle()
    found = [match[1] for letter in shop.mails.of(email) if (match := re.search(r"#token=([\w=-]+)", letter.text))]
    return found[-1]


def keys(world: World, device: str = "laptop") -> SignedInAs:
    signed_in: SignedInAs = world.notes[f"keys on a {device}"]
    return signed_in


@given(parsers.re(rf'{WHO} has filled in the form with "(?P<password>.+)"'))
def has_filled_in(shop: Shop, world: World, email: str, password: str) -> None:
    shop.people.register(email, password)
    world.notes["chosen"] = password
    shop.settle()


@given(parsers.re(rf'{WHO} has an account with the password "(?P<password>.+)"'))
def has_an_account(shop: Shop, world: World, email: str, password: str) -> None:
    shop.people.register(email, password)
    shop.people.confirm(mailed_token(shop, email), password)
    world.notes["chosen"] = password
    world.notes[email] = shop.people.account(shop.people.sign_in(email, password)).id
    world.notes[f"password of {email}"] = password


@given(parsers.re(rf"{WHO} is signed in on a laptop and on a telephone"))
def is_signed_in_twice(shop: Shop, world: World, email: str) -> None:
    for device in ("a laptop", "a telephone"):
        world.notes[f"keys on {device}"] = shop.people.sign_in(email, world.notes[f"password of {email}"], device)
    shop.settle()


@given(parsers.re(rf"somebody has tried (?P<times>\d+) wrong passwords for {WHO}"))
def has_guessed(shop: Shop, world: World, times: str, email: str) -> None:
    for guess in range(int(times)):
        world.attempt(lambda guess=guess: shop.people.sign_in(email, f"wrong guess {guess}"))


@given(parsers.re(rf"staff have locked the account of {WHO}"))
def staff_have_locked(shop: Shop, world: World, email: str) -> None:
    shop.app.accounts.lock_account(LockAccount(actor=STAFF, account_id=AccountId(world.notes[email]), reason="under suspicion"))
    shop.settle()


@when(parsers.re(rf"staff unlock the account of {WHO}"))
def staff_unlock(shop: Shop, world: World, email: str) -> None:
    shop.app.accounts.unlock_account(UnlockAccount(actor=STAFF, account_id=AccountId(world.notes[email])))


@when(parsers.re(rf'{WHO} registers with the password "(?P<password>.+)"'))
def registers(shop: Shop, world: World, email: str, password: str) -> None:
    world.notes["chosen"] = password
    world.attempt(lambda: shop.people.register(email, password))
    shop.settle()


@when(parsers.re(rf'{WHO} registers in "(?P<locale>.+)" with the password "(?P<password>.+)"'))
def registers_in(shop: Shop, world: World, email: str, locale: str, password: str) -> None:
    world.attempt(lambda: shop.people.register(email, password, locale=locale))
    shop.settle()


@when(parsers.re(rf'Ada Lovelace registers as {WHO} with the password "(?P<password>.+)"'))
def ada_lovelace_registers(shop: Shop, world: World, email: str, password: str) -> None:
    world.attempt(lambda: shop.people.register(email, password, "Ada", "Lovelace"))


@when(parsers.re(rf"somebody asks for (?P<link>the confirmation again|a new password|a link to sign in) for {WHO}"))
def asks_for(shop: Shop, world: World, link: str, email: str) -> None:
    world.attempt(lambda: shop.people.ask_for(link, email))
    shop.settle()


@when(parsers.re(rf"{WHO} opens the link of the last mail to confirm"))
def opens_to_confirm(shop: Shop, world: World, email: str) -> None:
    world.attempt(lambda: shop.people.confirm(mailed_token(shop, email), world.notes["chosen"]))
    shop.settle()


@when(parsers.re(rf'{WHO} opens the link of the last mail and gives "(?P<password>.+)"'))
def opens_with(shop: Shop, world: World, email: str, password: str) -> None:
    world.attempt(lambda: shop.people.confirm(mailed_token(shop, email), password))


@when(parsers.re(rf"{WHO} opens the link of the last mail to sign in"))
def opens_to_sign_in(shop: Shop, world: World, email: str) -> None:
    world.attempt(lambda: shop.people.sign_in_by_link(mailed_token(shop, email)))
    world.notes["keys on a laptop"] = world.result


@when(parsers.re(rf'{WHO} opens the link of the last mail to choose "(?P<password>.+)"'))
def opens_to_choose(shop: Shop, world: World, email: str, password: str) -> None:
    world.attempt(lambda: shop.people.choose_password(mailed_token(shop, email), password))
    shop.settle()


@when(parsers.re(rf'{WHO} signs in with "(?P<password>.+)"'))
def signs_in(shop: Shop, world: World, email: str, password: str) -> None:
    world.attempt(lambda: shop.people.sign_in(email, password))
    world.notes["keys on a laptop"] = world.result
    shop.settle()


@when(parsers.re(rf'{WHO} signs in on a telephone with "(?P<password>.+)"'))
def signs_in_on_a_telephone(shop: Shop, world: World, email: str, password: str) -> None:
    world.attempt(lambda: shop.people.sign_in(email, password, "a telephone"))
    shop.settle()


@when(parsers.re(rf'{WHO} signs in at the door of staff with "(?P<password>.+)"'))
def signs_in_as_staff(shop: Shop, world: World, email: str, password: str) -> None:
    world.attempt(lambda: shop.people.sign_in(email, password, surface="admin"))


@when(parsers.parse('the owner changes the password from "{current}" to "{new}" on the laptop'))
def changes_password(shop: Shop, world: World, current: str, new: str) -> None:
    world.attempt(lambda: shop.people.change_password(keys(world), current, new))
    shop.settle()


@when(parsers.re(rf"the owner wants the address {WHO}"))
def wants_the_address(shop: Shop, world: World, email: str) -> None:
    world.attempt(lambda: shop.people.change_address(keys(world), email))
    shop.settle()


@when("the owner closes the account")
def closes_the_account(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.people.close(keys(world)))
    shop.settle()


@then(parsers.re(rf"the account has the address {WHO}"))
def account_has_the_address(shop: Shop, world: World, email: str) -> None:
    assert shop.people.account(keys(world)).email == email


@then(parsers.re(r"the (?P<device>laptop|telephone) is still signed in"))
def is_still_signed_in(shop: Shop, world: World, device: str) -> None:
    assert shop.people.stays(keys(world, device))


@then(parsers.re(r"the (?P<device>laptop|telephone) is signed out"))
def is_signed_out(shop: Shop, world: World, device: str) -> None:
    assert not shop.people.stays(keys(world, device))
