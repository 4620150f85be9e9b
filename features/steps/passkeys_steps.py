"""Steps about passkeys; devices are made of software."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then, when

from features.drivers.shop import Shop
from features.steps.ways_in_steps import PASSWORD, Person, person
from features.steps.world import World
from tests.support.authenticator import SoftAuthenticator


def device_of(world: World, name: str) -> SoftAuthenticator:
    devices: dict[str, SoftAuthenticator] = world.notes.setdefault("devices", {})
    return devices.setdefault(name, SoftAuthenticator())


def show(shop: Shop, world: World, name: str, challenge: str | None = None, **changed: Any) -> None:
    question, options = shop.passkeys.ask()
    world.notes["answer"] = (question, device_of(world, name).get(options, **changed))
    world.attempt(lambda: shop.passkeys.sign_in(*world.notes["answer"], challenge))
    person(world, name).held = world.result


@given(parsers.parse("{name} has added a passkey"))
def has_added(shop: Shop, world: World, name: str) -> None:
    who: Person = person(world, name)
    who.held = shop.ways_in.sign_in(who.email, PASSWORD)
    question, options = shop.passkeys.begin(who.passed)
    who.recovery_codes = shop.passkeys.add(who.passed, question, device_of(world, name).create(options))


@given(parsers.parse("{name} has signed in with her passkey"))
@when(parsers.parse("{name} signs in with her passkey"))
def signs_in_with_passkey(shop: Shop, world: World, name: str) -> None:
    show(shop, world, name)


@when(parsers.parse("{name} signs in with her password and her passkey"))
def signs_in_with_both(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.ways_in.sign_in(person(world, name).email, PASSWORD))
    show(shop, world, name, world.refused_with("second_factor_required").data["challenge"])


@when(parsers.parse("{name} shows the answer of {other}'s passkey once more"))
def shows_it_again(shop: Shop, world: World, name: str, other: str) -> None:
    world.attempt(lambda: shop.passkeys.sign_in(*world.notes["answer"], None))


@when(parsers.parse("{name} is lured into showing her passkey on another page"))
def is_lured_elsewhere(shop: Shop, world: World, name: str) -> None:
    show(shop, world, name, origin="https://shop.example.evil.example")


@when(parsers.parse("{name} signs in with {other}'s device without being looked at"))
def signs_in_unseen(shop: Shop, world: World, name: str, other: str) -> None:
    device_of(world, other).verifies = False
    show(shop, world, other)


@given(parsers.parse("{name} has removed her passkey"))
def has_removed(shop: Shop, world: World, name: str) -> None:
    shop.passkeys.remove_all(person(world, name).passed)


@then(parsers.parse('{email} has heard of a "{subject}"'))
def has_heard(shop: Shop, email: str, subject: str) -> None:
    assert [mail for mail in shop.mails.of(email) if subject in mail.subject]
