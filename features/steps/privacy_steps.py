"""Steps about consents, copies of one's data, and being forgotten."""

from __future__ import annotations

import pytest
from pytest_bdd import given, parsers, then, when

from features.drivers.outcome import Refused
from features.drivers.shop import Shop
from features.steps.world import World


@when(parsers.parse('"{name}" agrees to "{purpose}" in the words of "{words}"'))
def agrees(shop: Shop, world: World, name: str, purpose: str, words: str) -> None:
    world.attempt(lambda: shop.privacy.agree(name, purpose, words))


@given(parsers.parse('"{name}" has agreed to "{purpose}" before'))
def has_agreed_before(shop: Shop, name: str, purpose: str) -> None:
    shop.privacy.agree(name, purpose, "2026-01")


@when(parsers.parse('"{name}" takes "{purpose}" back'))
def takes_back(shop: Shop, world: World, name: str, purpose: str) -> None:
    world.attempt(lambda: shop.privacy.take_back(name, purpose))


@then(parsers.parse('"{name}" has agreed to "{purpose}"'))
def has_agreed(shop: Shop, name: str, purpose: str) -> None:
    assert purpose in shop.privacy.agreed(name)


@then(parsers.parse('"{name}" has not agreed to "{purpose}"'))
def has_not_agreed(shop: Shop, name: str, purpose: str) -> None:
    assert purpose not in shop.privacy.agreed(name)


@when(parsers.parse('"{name}" asks for a copy of everything'))
def asks_for_a_copy(shop: Shop, name: str) -> None:
    shop.privacy.ask_for_copy(name)


@then(parsers.parse('the copy of "{name}" tells of "{one}" and "{other}"'))
def the_copy_tells_of(shop: Shop, name: str, one: str, other: str) -> None:
    page = shop.privacy.copy_of(name, name)
    assert one in page
    assert other in page


@then(parsers.parse('the copy of "{name}" is gone'))
def the_copy_is_gone(shop: Shop, name: str) -> None:
    with pytest.raises(Refused, match="not_found"):
        shop.privacy.copy_of(name, name)


@then(parsers.parse('"{reader}" cannot fetch the copy of "{name}"'))
def cannot_fetch(shop: Shop, reader: str, name: str) -> None:
    with pytest.raises(Refused, match="not_found"):
        shop.privacy.copy_of(name, reader)


@when(parsers.parse('"{name}" asks to be forgotten'))
def asks_to_be_forgotten(shop: Shop, name: str) -> None:
    shop.privacy.ask_to_be_forgotten(name)


@when(parsers.parse('"{name}" stays after all'))
def stays_after_all(shop: Shop, name: str) -> None:
    shop.privacy.stay(name)


@given(parsers.parse('staff forgot "{email}"'))
@when(parsers.parse('staff forget "{email}"'))
def staff_forget(shop: Shop, world: World, email: str) -> None:
    world.attempt(lambda: shop.privacy.forget(email))


@then(parsers.re(r'the shop knows "(?P<email>[^"]+)"'))
def the_shop_knows(shop: Shop, email: str) -> None:
    assert shop.privacy.knows(email)


@then(parsers.parse('the shop does not know "{email}"'))
def the_shop_does_not_know(shop: Shop, email: str) -> None:
    assert not shop.privacy.knows(email)
