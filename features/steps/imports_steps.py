"""Steps about catalogue files."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from features.drivers.imports import ImportResult, rows
from features.drivers.shop import Shop
from features.steps.world import World


def as_csv(table: list[list[str]]) -> str:
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in table)


def brought_in(shop: Shop, world: World, content: str, *, mapping: str = "", dry_run: bool = False) -> None:
    key = shop.imports.hand_in(content, mapping=mapping, dry_run=dry_run)
    shop.settle()
    world.notes["import"] = shop.imports.result(key)


def outcome(world: World) -> ImportResult:
    result = world.notes["import"]
    assert isinstance(result, ImportResult)
    return result


def offered(shop: Shop) -> dict[str, dict[str, str]]:
    """What the shop has, by SKU."""
    return {line["Variant SKU"]: line for line in rows(shop.imports.export()) if line["Variant SKU"]}


@given("the catalogue file")
def the_catalogue_file(world: World, datatable: list[list[str]]) -> None:
    world.notes["file"] = as_csv(datatable)


@given("the goods of this file are in the shop")
def the_goods_are_in_the_shop(shop: Shop, world: World) -> None:
    brought_in(shop, world, world.notes["file"])


@when("staff import the file")
def staff_import_the_file(shop: Shop, world: World) -> None:
    brought_in(shop, world, world.notes["file"])


@when("staff import")
def staff_import(shop: Shop, world: World, datatable: list[list[str]]) -> None:
    brought_in(shop, world, as_csv(datatable))


@when("staff try out the file")
def staff_try_out_the_file(shop: Shop, world: World) -> None:
    brought_in(shop, world, world.notes["file"], dry_run=True)


@when(parsers.parse('staff import the lines of "{mapping}"'))
def staff_import_mapped(shop: Shop, world: World, mapping: str, datatable: list[list[str]]) -> None:
    brought_in(shop, world, as_csv(datatable), mapping=mapping)


@when(parsers.parse('staff hand in the file to be read as "{mapping}"'))
def staff_hand_in_as(shop: Shop, world: World, mapping: str) -> None:
    world.attempt(lambda: shop.imports.hand_in(world.notes["file"], mapping=mapping))


@when("staff call the import off before the shop has begun with it")
def staff_call_the_import_off(shop: Shop, world: World) -> None:
    key = shop.imports.hand_in(world.notes["file"])
    shop.imports.call_off(key)
    shop.settle()
    world.notes["import"] = shop.imports.result(key)


@when("staff export the catalogue and import what came out")
def staff_export_and_import(shop: Shop, world: World) -> None:
    world.notes["export"] = shop.imports.export()
    brought_in(shop, world, world.notes["export"])


@then(parsers.parse("{created:d} products are new, {updated:d} changed, {unchanged:d} equal and {refused:d} refused"))
def products_are(world: World, created: int, updated: int, unchanged: int, refused: int) -> None:
    result = outcome(world)
    assert (result.created, result.updated, result.unchanged, result.refused) == (created, updated, unchanged, refused), result


@then(parsers.parse('the import is "{state}"'))
def the_import_is(world: World, state: str) -> None:
    assert outcome(world).state == state, outcome(world)


@then(parsers.parse('the shop says that the file has "{reason}"'))
def the_file_has(world: World, reason: str) -> None:
    assert reason in outcome(world).failure


@then(parsers.parse('the report names line {line:d} and "{column}": {reason}'))
def the_report_names(world: World, line: int, column: str, reason: str) -> None:
    found = [item for item in outcome(world).report if (item["line"], item["column"]) == (str(line), column)]
    assert any(reason in item["reason"] for item in found), outcome(world).report


@then("the shop has")
def the_shop_has(shop: Shop, datatable: list[list[str]]) -> None:
    heading, *lines = datatable
    present = offered(shop)
    for line in lines:
        wanted = dict(zip(heading, line, strict=True))
        assert wanted.items() <= present[wanted["Variant SKU"]].items(), present[wanted["Variant SKU"]]


@then(parsers.parse('the shop has no "{sku}"'))
def the_shop_has_no(shop: Shop, sku: str) -> None:
    assert sku not in offered(shop)


@then("what comes out now is the same as before")
def the_same_comes_out(shop: Shop, world: World) -> None:
    assert shop.imports.export() == world.notes["export"]
