"""Steps about being signed in. Signing in itself has steps of its own: here somebody is, by the back door."""

from __future__ import annotations

from datetime import timedelta

from pytest_bdd import given, parsers, then, when

from application.sessions.end_sessions_of import EndSessionsOf
from application.sessions.rotate_signing_key import RotateSigningKey
from application.shared.actor import SYSTEM
from domain.sessions.device import Device
from features.drivers.sessions import Keys
from features.drivers.shop import Shop
from features.steps.world import World
from tests.support.signed_in import account_of, sign_in


def keys_of(world: World, device: str) -> Keys:
    keys: Keys = world.notes[f"keys of {device}"]
    return keys


def renew(shop: Shop, world: World, device: str) -> None:
    world.notes[f"keys of {device}"] = shop.sessions.renew(keys_of(world, device))


@given(parsers.re(r'(?P<person>Ada|Eve) is signed in on her "(?P<device>.+)"'))
def somebody_is_signed_in(shop: Shop, world: World, person: str, device: str) -> None:
    account = account_of(shop.app, f"{person.lower()}@example.com")
    issued = sign_in(shop.app, account, device=Device(device, "192.0.2.0/24"))
    world.notes[f"keys of {device}"] = Keys(issued.access_token, issued.refresh_token, str(issued.session_id))


@given(parsers.parse('the "{device}" renews its session'))
@when(parsers.parse('the "{device}" renews its session'))
def a_device_renews(shop: Shop, world: World, device: str) -> None:
    world.attempt(lambda: renew(shop, world, device))


@when(parsers.parse('the "{device}" renews its session every {days:d} days, {times:d} times'))
def a_device_renews_again_and_again(shop: Shop, world: World, device: str, days: int, times: int) -> None:
    for _ in range(times):
        shop.clock.advance(timedelta(days=days))
        world.attempt(lambda: renew(shop, world, device))


@when(parsers.parse('two tabs of the "{device}" renew its session at once'))
def two_tabs_renew(shop: Shop, world: World, device: str) -> None:
    first, second = (shop.sessions.renew(keys_of(world, device)) for _ in range(2))
    assert first.refresh == second.refresh
    world.notes[f"keys of {device}"] = first
    world.attempt(lambda: renew(shop, world, device))


@given(parsers.parse('a thief copied the keys of the "{device}"'))
def a_thief_copied(world: World, device: str) -> None:
    world.notes["keys of thief"] = keys_of(world, device)


@when("the thief uses the copy")
def the_thief_uses_the_copy(shop: Shop, world: World) -> None:
    world.attempt(lambda: renew(shop, world, "thief"))


@when(parsers.parse('somebody makes keys up for the "{device}"'))
def somebody_makes_keys_up(shop: Shop, world: World, device: str) -> None:
    keys = keys_of(world, device)
    world.attempt(lambda: shop.sessions.renew(Keys(keys.access, keys.refresh[:40] + "A" * 67, keys.session)))


@when(parsers.re(r'(?P<person>Ada|Eve) signs the "(?P<other>.+)" out from her "(?P<device>.+)"'))
def a_person_signs_a_device_out(shop: Shop, world: World, other: str, device: str) -> None:
    world.attempt(lambda: shop.sessions.end(keys_of(world, device), keys_of(world, other).session))


@when(parsers.re(r'Ada signs out everywhere(?P<but> else|) from her "(?P<device>.+)"'))
def a_person_signs_out_everywhere(shop: Shop, world: World, but: str, device: str) -> None:
    shop.sessions.end_all(keys_of(world, device), here=not but)


@when(parsers.parse('Ada signs out on her "{device}"'))
def a_person_signs_out_here(shop: Shop, world: World, device: str) -> None:
    shop.sessions.sign_out(keys_of(world, device))


@when("staff sign Ada out everywhere")
def staff_sign_somebody_out(shop: Shop) -> None:
    account = account_of(shop.app, "ada@example.com")
    shop.app.sessions.end_sessions_of(EndSessionsOf(actor=SYSTEM, account_id=account))


@when(parsers.re(r"the operator replaces the signing key(?P<stolen> because it was stolen|)"))
def the_operator_replaces_the_key(shop: Shop, stolen: str) -> None:
    shop.app.sessions.rotate_signing_key(RotateSigningKey(actor=SYSTEM, at_once=bool(stolen)))


@then(parsers.parse('the "{device}" is signed in'))
def the_device_is_signed_in(shop: Shop, world: World, device: str) -> None:
    assert shop.sessions.holds(keys_of(world, device))


@then(parsers.parse('the "{device}" is not signed in'))
def the_device_is_not_signed_in(shop: Shop, world: World, device: str) -> None:
    assert not shop.sessions.holds(keys_of(world, device))


@then("the thief is not signed in")
def the_thief_is_not_signed_in(shop: Shop, world: World) -> None:
    assert not shop.sessions.holds(keys_of(world, "thief"))


@then(parsers.parse('the "{device}" opens nothing that is for staff'))
def the_device_is_no_staffs(shop: Shop, world: World, device: str) -> None:
    assert not shop.sessions.opens_staff(keys_of(world, device))


@then(parsers.parse('Ada sees on her "{device}" that she is signed in on "{devices}"'))
def a_person_sees_her_devices(shop: Shop, world: World, device: str, devices: str) -> None:
    assert sorted(shop.sessions.places(keys_of(world, device))) == devices.split(", ")


@then(parsers.parse('Ada gets a mail that says "{words}"'))
def a_person_gets_a_mail(shop: Shop, words: str) -> None:
    assert any(words in letter.text for letter in shop.mails.of("ada@example.com"))
