"""Steps about second factors and external logins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pyotp
from pytest_bdd import given, parsers, then, when

from application.identity.external.ports import ExternalProfile
from domain.shared.ids import AccountId
from features.drivers.outcome import Refused
from features.drivers.shop import Shop
from features.drivers.ways_in import Pass, Trip, open_account
from features.steps.world import World

PASSWORD = "blaue banane 7"


@dataclass
class Person:
    """Somebody in a scenario, with what is in their pockets."""

    email: str
    account: AccountId | None = None
    held: Pass | None = None
    secret: str = ""
    code: str = ""
    recovery_codes: tuple[str, ...] = ()
    first_codes: tuple[str, ...] = ()
    trip: Trip | None = None
    back: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> Pass:
        assert self.held is not None, "is not signed in"
        return self.held


def person(world: World, name: str) -> Person:
    people: dict[str, Person] = world.notes.setdefault("people", {})
    return people.setdefault(name, Person(f"{name.lower()}@example.com"))


def both_factors(shop: Shop, email: str, code: str) -> Pass:
    """Password, and the code when it is asked for."""
    try:
        return shop.ways_in.sign_in(email, PASSWORD)
    except Refused as asked:
        if asked.code != "second_factor_required":
            raise
        return shop.ways_in.show_code(asked.data["challenge"], code)


def enter(shop: Shop, world: World, name: str, code: str = "") -> None:
    world.attempt(lambda: both_factors(shop, person(world, name).email, code))
    person(world, name).held = world.result


def code_of(shop: Shop, who: Person) -> str:
    """Of the next moment: the present code may have been used."""
    shop.clock.advance(timedelta(seconds=30))
    who.code = pyotp.TOTP(who.secret).at(shop.clock.now())
    return who.code


@given(parsers.parse("{name} has an account"))
def has_an_account(shop: Shop, world: World, name: str) -> None:
    who = person(world, name)
    who.account = open_account(shop.app, who.email, PASSWORD)


@given(parsers.parse("{name} has signed in with her password"))
def has_signed_in(shop: Shop, world: World, name: str) -> None:
    enter(shop, world, name)
    assert world.refusal is None, world.refusal


@when(parsers.parse("{name} signs in with her password"))
def signs_in(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.ways_in.sign_in(person(world, name).email, PASSWORD))
    person(world, name).held = world.result


@given(parsers.parse("{name} has set up an authenticator"))
def has_set_up(shop: Shop, world: World, name: str) -> None:
    who, held = person(world, name), shop.ways_in.sign_in(person(world, name).email, PASSWORD)
    who.secret = shop.ways_in.begin_authenticator(held)
    who.recovery_codes = shop.ways_in.confirm_authenticator(held, code_of(shop, who))


@when(parsers.parse('{name} sets up an authenticator with the code "{code}"'))
def sets_up(shop: Shop, world: World, name: str, code: str) -> None:
    who = person(world, name)
    who.held = shop.ways_in.sign_in(who.email, PASSWORD)
    shop.ways_in.begin_authenticator(who.held)
    world.attempt(lambda: shop.ways_in.confirm_authenticator(who.passed, code))


@given(parsers.parse("{name} has signed in with her password and a code"))
@when(parsers.parse("{name} signs in with her password and a code"))
def signs_in_with_code(shop: Shop, world: World, name: str) -> None:
    enter(shop, world, name, code_of(shop, person(world, name)))


@when(parsers.parse("{name} signs in with {other}'s password and the same code"))
def signs_in_with_the_same_code(shop: Shop, world: World, name: str, other: str) -> None:
    enter(shop, world, other, person(world, other).code)


@given(parsers.parse("{name} has guessed {count:d} codes with {other}'s password"))
def has_guessed(shop: Shop, world: World, name: str, count: int, other: str) -> None:
    for number in range(count):
        enter(shop, world, other, f"{number:06}")
        world.refused_with("wrong_second_factor_code")


@when(parsers.parse('{name} signs in with {other}\'s password and the code "{code}"'))
def signs_in_guessing(shop: Shop, world: World, name: str, other: str, code: str) -> None:
    enter(shop, world, other, code)


@given(parsers.parse("{name} has signed in with her password and her recovery code {number:d}"))
@when(parsers.parse("{name} signs in with her password and her recovery code {number:d}"))
def signs_in_with_recovery_code(shop: Shop, world: World, name: str, number: int) -> None:
    enter(shop, world, name, person(world, name).recovery_codes[number - 1])


@given(parsers.parse("{name} has kept her first recovery codes and made new ones"))
def has_made_new_codes(shop: Shop, world: World, name: str) -> None:
    who = person(world, name)
    who.first_codes = who.recovery_codes
    who.recovery_codes = shop.ways_in.new_recovery_codes(who.passed)


@when(parsers.parse("{name} signs in with her password and a recovery code of the first set"))
def signs_in_with_first_code(shop: Shop, world: World, name: str) -> None:
    enter(shop, world, name, person(world, name).first_codes[0])


@given(parsers.parse("{name}'s session was kept alive"))
def was_kept_alive(shop: Shop, world: World, name: str) -> None:
    person(world, name).held = shop.ways_in.keep_alive(person(world, name).passed)


@given(parsers.parse("{name} has shown her credentials once more"))
def has_shown_again(shop: Shop, world: World, name: str) -> None:
    who = person(world, name)
    who.held = shop.ways_in.show_again(who.passed, PASSWORD, code_of(shop, who))


@when(parsers.parse("{name} gives up the second factor"))
def gives_up(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.ways_in.give_up_second_factor(person(world, name).passed))


@then(parsers.parse("{name} has got in"))
def has_got_in(shop: Shop, world: World, name: str) -> None:
    assert world.refusal is None, world.refusal
    assert shop.ways_in.linked(person(world, name).passed) is not None


@then(parsers.parse("{name} has {count:d} recovery codes left"))
def has_codes_left(shop: Shop, world: World, name: str, count: int) -> None:
    assert shop.ways_in.recovery_codes_left(person(world, name).passed) == count


@then(parsers.parse("{name} has no second factor"))
def has_none(shop: Shop, world: World, name: str) -> None:
    assert shop.ways_in.recovery_codes_left(person(world, name).passed) is None


# Accounts elsewhere


@given(parsers.parse("{name} has an account at {provider} with the {kind} address {email}"))
def has_an_account_there(shop: Shop, world: World, name: str, provider: str, kind: str, email: str) -> None:
    shop.providers.know(provider.lower(), ExternalProfile(name, email, kind == "confirmed", name))


@given(parsers.parse("{provider} does not answer"))
def does_not_answer(shop: Shop, provider: str) -> None:
    shop.providers.available = False


@when(parsers.parse("{name} wants to sign in through {provider}"))
def wants_to(shop: Shop, world: World, name: str, provider: str) -> None:
    world.attempt(lambda: shop.ways_in.set_out(provider.lower()))


@given(parsers.parse("{name} has been to {provider} and kept what came back"))
def has_been_there(shop: Shop, world: World, name: str, provider: str) -> None:
    who = person(world, name)
    who.trip = shop.ways_in.set_out(provider.lower())
    who.back = shop.providers.sign_in(who.trip.address, name)
    world.notes["kept"] = who


def finish(shop: Shop, world: World, name: str, binding: str) -> None:
    kept: Person = world.notes["kept"]
    world.attempt(lambda: shop.ways_in.come_back("google", binding, kept.back))
    person(world, name).held = world.result


@given(parsers.parse("{name} has finished it"))
@when(parsers.parse("{name} finishes it"))
@when(parsers.parse("{name} finishes it once more"))
def finishes(shop: Shop, world: World, name: str) -> None:
    trip = person(world, name).trip
    assert trip is not None
    finish(shop, world, name, trip.binding)


@when(parsers.parse("{name} is lured into finishing it in her own browser"))
def is_lured(shop: Shop, world: World, name: str) -> None:
    finish(shop, world, name, shop.ways_in.set_out("google").binding)


@given(parsers.parse("{name} has signed in through {provider}"))
@when(parsers.parse("{name} signs in through {provider}"))
def signs_in_through(shop: Shop, world: World, name: str, provider: str) -> None:
    world.notes["before"] = None if person(world, name).held is None else shop.ways_in.account(person(world, name).passed)
    has_been_there(shop, world, name, provider)
    finishes(shop, world, name)


@when(parsers.parse("{name} goes on with a code"))
def goes_on(shop: Shop, world: World, name: str) -> None:
    asked, code = world.refused_with("second_factor_required"), code_of(shop, person(world, name))
    world.attempt(lambda: shop.ways_in.show_code(asked.data["challenge"], code))
    person(world, name).held = world.result


@when(parsers.parse("{name} links her {provider} login"))
def links(shop: Shop, world: World, name: str, provider: str) -> None:
    links_that_of(shop, world, name, provider, name)


@when(parsers.parse("{name} links the {provider} login of {other}"))
def links_that_of(shop: Shop, world: World, name: str, provider: str, other: str) -> None:
    held = person(world, name).passed
    trip = shop.ways_in.set_out(provider.lower(), linking=held)
    back = shop.providers.sign_in(trip.address, other)
    world.attempt(lambda: shop.ways_in.link(held, provider.lower(), trip.binding, back))


@when(parsers.parse("{name} unlinks her {provider} login"))
def unlinks(shop: Shop, world: World, name: str, provider: str) -> None:
    world.attempt(lambda: shop.ways_in.unlink(person(world, name).passed, provider.lower()))


@then(parsers.parse("{name} can sign in through {provider}"))
def can_sign_in_through(shop: Shop, world: World, name: str, provider: str) -> None:
    assert world.refusal is None, world.refusal
    assert provider.lower() in shop.ways_in.linked(person(world, name).passed)


@then(parsers.parse("{name} cannot sign in through {provider}"))
def cannot_sign_in_through(shop: Shop, world: World, name: str, provider: str) -> None:
    assert world.refusal is None, world.refusal
    assert provider.lower() not in shop.ways_in.linked(person(world, name).passed)


@then(parsers.parse("{name} has the same account as before"))
def has_the_same_account(shop: Shop, world: World, name: str) -> None:
    assert shop.ways_in.account(person(world, name).passed) == world.notes["before"]


@then(parsers.parse("{name} is in the account that she had"))
def is_in_her_account(shop: Shop, world: World, name: str) -> None:
    assert world.refusal is None, world.refusal
    assert shop.ways_in.account(person(world, name).passed) == person(world, name).account


@when(parsers.re(r"(?P<staff>\w+) takes the lost second factor off (?P<name>\w+)'s account"))
def takes_off_lost_factor(shop: Shop, world: World, staff: str, name: str) -> None:
    account = person(world, name).account
    assert account is not None
    world.attempt(lambda: shop.access.take_off_second_factor(world.notes[f"token of {staff}"], account))


@when(parsers.re(r"(?P<staff>\w+) takes the lost second factor off her own account"))
def takes_off_own_lost_factor(shop: Shop, world: World, staff: str) -> None:
    own = world.notes[f"account of {staff}"]
    world.attempt(lambda: shop.access.take_off_second_factor(world.notes[f"token of {staff}"], own))


@then(parsers.re(r"(?P<name>\w+) is signed out for want of a second factor"))
def is_signed_out_without_factor(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.ways_in.keep_alive(person(world, name).passed))
    assert world.refusal is not None, "the session lives on"
