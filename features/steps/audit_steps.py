"""Steps about the record of what staff did."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from features.drivers.shop import Shop
from features.steps.world import World


@given("the background work was done")
def background_work_was_done(shop: Shop) -> None:
    shop.settle()


@when(parsers.parse('staff rename the channel "{code}" to "{name}"'))
def rename_the_channel(shop: Shop, world: World, code: str, name: str) -> None:
    world.attempt(lambda: shop.audit.rename_channel(code, name))


@when("staff look through the orders")
def look_through_the_orders(shop: Shop) -> None:
    shop.audit.look_through_orders()


@when("staff look at their channels")
def look_at_their_channels(shop: Shop) -> None:
    shop.audit.look_at_channels()


@when("staff take the record along")
def take_the_record_along(shop: Shop, world: World) -> None:
    world.notes["export"] = shop.audit.exported()


@when("somebody at the till looks at the record")
def the_till_looks_at_the_record(shop: Shop, world: World) -> None:
    world.attempt(shop.audit.seen_from_the_till)


@when("somebody changes a line of the record behind the shop's back")
def somebody_changes_a_line(shop: Shop) -> None:
    shop.audit.change_a_line()


@then(parsers.parse('the record shows that "{action}" changed "{field}" from "{before}" to "{after}"'))
def the_record_shows_a_change(shop: Shop, world: World, action: str, field: str, before: str, after: str) -> None:
    assert world.refusal is None, str(world.refusal)
    [entry] = shop.audit.entries(action)
    assert (entry.before[field], entry.after[field]) == (before, after)


@then(parsers.parse('the record shows "{action}" once'))
def the_record_shows_once(shop: Shop, action: str) -> None:
    assert [entry.action for entry in shop.audit.entries(action)] == [action]


@then(parsers.parse('the record shows "{action}" not at all'))
def the_record_shows_not(shop: Shop, action: str) -> None:
    assert shop.audit.entries(action) == []


@then(parsers.parse('a search for "{beginning}" finds only "{action}"'))
def a_search_finds_only(shop: Shop, beginning: str, action: str) -> None:
    assert {entry.action for entry in shop.audit.entries(beginning)} == {action}


@then(parsers.parse('what they took has a line "{action}"'))
def what_they_took_has(world: World, action: str) -> None:
    assert [row for row in world.notes["export"] if row["action"] == action and row["actor_label"] == "ada"]


@then("the record is whole")
def the_record_is_whole(shop: Shop) -> None:
    assert shop.audit.is_whole()


@then("the record is not whole")
def the_record_is_not_whole(shop: Shop) -> None:
    assert not shop.audit.is_whole()
