"""Steps about time and refusals that every context uses."""

from __future__ import annotations

from datetime import timedelta

from pytest_bdd import given, parsers, then, when

from features.drivers.shop import Shop
from features.steps.world import World


@given(parsers.parse("{days:d} days have passed"))
@when(parsers.parse("{days:d} days pass"))
def days_pass(shop: Shop, days: int) -> None:
    shop.clock.advance(timedelta(days=days))


@given(parsers.parse("{minutes:d} minutes have passed"))
@when(parsers.parse("{minutes:d} minutes pass"))
def minutes_pass(shop: Shop, minutes: int) -> None:
    shop.clock.advance(timedelta(minutes=minutes))


@when("the background work is done")
def background_work_is_done(shop: Shop) -> None:
    shop.settle()


@then(parsers.parse('it is refused because of "{code}"'))
def it_is_refused(world: World, code: str) -> None:
    world.refused_with(code)


@then(parsers.parse('the refusal names "{field}"'))
def the_refusal_names(world: World, field: str) -> None:
    assert world.refusal is not None
    assert any(field in name for name in world.refusal.fields), world.refusal


@then("it is accepted")
def it_is_accepted(world: World) -> None:
    assert world.refusal is None, str(world.refusal)
