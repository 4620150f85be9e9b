"""Steps about staff, roles, keys and acting for customers. Whoever acts shows the token they have had all along."""

from __future__ import annotations

import re

from pytest_bdd import given, parsers, then, when

from application.access.assigning import GivenRole
from domain.sessions.audience import Audience
from features.drivers.shop import Shop
from features.steps.world import World
from tests.support.signed_in import sign_in
from tests.support.staff_room import StaffRoom

PASSWORD = "correct horse battery staple"


def token_of(world: World, person: str) -> str:
    return str(world.notes[f"token of {person}"])


def signed_in_staff(shop: Shop, world: World, person: str, *roles: GivenRole) -> None:
    room = StaffRoom(shop.app)
    with room.unit_of_work() as uow:
        account = uow.staff.get(room.hire(person, *roles)).account_id
    world.notes[f"account of {person}"] = account
    world.notes[f"token of {person}"] = sign_in(shop.app, account, Audience.ADMIN, strong=True).access_token


@given(parsers.re(r'(?P<person>\w+) works here as "(?P<role>[^"]+)"'))
def works_here(shop: Shop, world: World, person: str, role: str) -> None:
    signed_in_staff(shop, world, person, GivenRole(role))


@given(parsers.re(r'(?P<person>\w+) works here as "(?P<role>[^"]+)" for "(?P<channel>[^"]+)"'))
def works_here_for(shop: Shop, world: World, person: str, role: str, channel: str) -> None:
    signed_in_staff(shop, world, person, GivenRole(role, channel))


@given(parsers.re(r"(?P<person>\w+) works here without a role"))
def works_here_without(shop: Shop, world: World, person: str) -> None:
    signed_in_staff(shop, world, person)


@given(parsers.re(r"(?P<person>\w+) is a customer"))
def is_a_customer(shop: Shop, world: World, person: str) -> None:
    world.notes[f"account of {person}"] = StaffRoom(shop.app).account(person)


@given(parsers.re(r'(?P<person>\w+) has made a role "(?P<name>[^"]+)" of "(?P<permissions>[^"]+)"'))
@when(parsers.re(r'(?P<person>\w+) makes a role "(?P<name>[^"]+)" of "(?P<permissions>[^"]+)"'))
def makes_a_role(shop: Shop, world: World, person: str, name: str, permissions: str) -> None:
    world.attempt(lambda: shop.access.make_role(token_of(world, person), name, permissions.split(", ")))


@when(parsers.re(r'(?P<person>\w+) lets the role "(?P<name>[^"]+)" allow "(?P<permissions>[^"]+)"'))
def changes_a_role(shop: Shop, world: World, person: str, name: str, permissions: str) -> None:
    world.attempt(lambda: shop.access.change_role(token_of(world, person), name, permissions.split(", ")))


@when(parsers.re(r'(?P<person>\w+) removes the role "(?P<name>[^"]+)"'))
def removes_a_role(shop: Shop, world: World, person: str, name: str) -> None:
    world.attempt(lambda: shop.access.remove_role(token_of(world, person), name))


@given(parsers.re(r'(?P<person>\w+) has given (?P<other>\w+) the role "(?P<role>[^"]+)"'))
@when(parsers.re(r'(?P<person>\w+) gives (?P<other>\w+) the role "(?P<role>[^"]+)"'))
def gives_a_role(shop: Shop, world: World, person: str, other: str, role: str) -> None:
    world.attempt(lambda: shop.access.give(token_of(world, person), other, role, None))


@when(parsers.re(r'(?P<person>\w+) gives (?P<other>\w+) the role "(?P<role>[^"]+)" for "(?P<channel>[^"]+)"'))
def gives_a_role_for(shop: Shop, world: World, person: str, other: str, role: str, channel: str) -> None:
    world.attempt(lambda: shop.access.give(token_of(world, person), other, role, channel))


@when(parsers.re(r"(?P<person>\w+) takes all roles from (?P<other>\w+)"))
def takes_all_roles(shop: Shop, world: World, person: str, other: str) -> None:
    world.attempt(lambda: shop.access.give(token_of(world, person), other, None, None))


@when(parsers.re(r"(?P<person>\w+) locks (?P<other>\w+) out"))
def locks_out(shop: Shop, world: World, person: str, other: str) -> None:
    world.attempt(lambda: shop.access.lock(token_of(world, person), other))


@given(parsers.re(r"(?P<person>\w+) has taken (?P<other>\w+) out of the staff"))
@when(parsers.re(r"(?P<person>\w+) takes (?P<other>\w+) out of the staff"))
def takes_out(shop: Shop, world: World, person: str, other: str) -> None:
    world.attempt(lambda: shop.access.remove(token_of(world, person), other))


@when(parsers.re(r"(?P<person>\w+) looks at the (?P<at>orders|staff|roles)"))
def looks_at(shop: Shop, world: World, person: str, at: str) -> None:
    world.attempt(lambda: shop.access.look(token_of(world, person), at))


@given(parsers.re(r'(?P<person>\w+) has invited "(?P<email>[^"]+)" as "(?P<role>[^"]+)"'))
@when(parsers.re(r'(?P<person>\w+) invites "(?P<email>[^"]+)" as "(?P<role>[^"]+)"'))
def invites(shop: Shop, world: World, person: str, email: str, role: str) -> None:
    world.attempt(lambda: shop.access.invite(token_of(world, person), email, role))


@given("the mail with the invitation was read")
def the_mail_was_read(shop: Shop, world: World) -> None:
    shop.settle()
    found = re.search(r"/staff/join#token=([\w-]+)", shop.mails.of("bea@example.com")[-1].text)
    assert found is not None
    world.notes["way in"] = found.group(1)


@given("the invitation was accepted with a good password")
@when("the invitation is accepted with a good password")
def accepted(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.access.accept(world.notes["way in"], PASSWORD))


@when("the invitation is accepted without a password")
def accepted_without(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.access.accept(world.notes["way in"], None))


@then("an account was made for it")
def an_account_was_made(world: World) -> None:
    assert (world.refusal, world.result) == (None, True)


@then("the account that was there is used")
def the_account_is_used(world: World) -> None:
    assert (world.refusal, world.result) == (None, False)


@given(parsers.re(r'(?P<person>\w+) has made a key "(?P<name>[^"]+)" for "(?P<scope>[^"]+)"'))
@when(parsers.re(r'(?P<person>\w+) makes a key "(?P<name>[^"]+)" for "(?P<scope>[^"]+)"'))
def makes_a_key(shop: Shop, world: World, person: str, name: str, scope: str) -> None:
    world.attempt(lambda: world.notes.update({f"key {name}": shop.access.make_key(token_of(world, person), name, scope)}))


@when(parsers.re(r'(?P<person>\w+) revokes the key "(?P<name>[^"]+)"'))
def revokes_a_key(shop: Shop, world: World, person: str, name: str) -> None:
    world.attempt(lambda: shop.access.revoke_key(token_of(world, person), name))


@given(parsers.re(r'(?P<person>\w+) has taken the key "(?P<name>[^"]+)" over'))
@when(parsers.re(r'(?P<person>\w+) takes the key "(?P<name>[^"]+)" over'))
def takes_over(shop: Shop, world: World, person: str, name: str) -> None:
    world.attempt(lambda: shop.access.take_over_key(token_of(world, person), name))


@when(parsers.re(r'the key "(?P<name>[^"]+)" looks at the (?P<at>orders|staff|roles)'))
def a_key_looks(shop: Shop, world: World, name: str, at: str) -> None:
    world.attempt(lambda: shop.access.look(world.notes[f"key {name}"], at))


@given(parsers.re(r"(?P<person>\w+) acts for (?P<other>\w+)"))
@when(parsers.re(r"(?P<person>\w+) acts for (?P<other>\w+)"))
def acts_for(shop: Shop, world: World, person: str, other: str) -> None:
    account = world.notes[f"account of {other}"]
    world.attempt(lambda: world.notes.update(acting=shop.access.act_for(token_of(world, person), account)))


@when(parsers.re(r"(?P<person>\w+) stops acting"))
def stops_acting(shop: Shop, world: World, person: str) -> None:
    world.attempt(lambda: shop.access.stop_acting(token_of(world, person), world.notes["acting"][1]))


@when("the acting person signs out")
def acting_signs_out(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.access.sign_out(world.notes["acting"][0]))
    shop.settle()


@then(parsers.re(r"the records say that nobody acts for (?P<person>\w+) any more"))
def nobody_acts_for(shop: Shop, world: World, person: str) -> None:
    assert world.notes[f"account of {person}"] not in shop.access.acted_for()


@when("the acting person looks at the customer's profile")
def acting_looks(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.access.see_profile(world.notes["acting"][0]))


@when("the acting person looks where the customer is signed in")
def acting_pries(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.access.see_sign_ins(world.notes["acting"][0]))


@when("the acting person looks at the orders of the shop")
def acting_looks_at_orders(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.access.look(world.notes["acting"][0], "orders"))
