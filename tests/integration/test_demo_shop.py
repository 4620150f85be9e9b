"""The demo shop on real PostgreSQL: whole, once, and its catalogue goes out and in again."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from adapters.demo.loader import DemoShop, Loaded
from adapters.memory.queue import MemoryWorker
from adapters.settings import Settings
from application.catalog.collections.read_collections import ListCollections, ListMembers
from application.catalog.imports.export_catalog import ExportCatalog
from application.catalog.imports.request_import import RequestImport
from application.catalog.imports.run_import import RunImport
from application.catalog.products.read_products import ListProducts
from application.facade import Application
from application.inventory.list_stock import ListStock
from application.inventory.locations import CreateLocation
from application.inventory.verify_stock import VerifyStock
from application.shared.actor import Actor
from application.shipping.list_shipping_zones import ListShippingZones
from application.tax.list_tax_zones import ListTaxZones
from bootstrap import Backend, build
from tests.support.catalogues import desk_in_memory


@pytest.fixture
def shop(real_settings: Settings) -> Iterator[Application]:
    application = build(real_settings, Backend.REAL)
    yield application
    application.close()


def quiet(_what: str, _done: int, _of: int) -> None:
    return


def exported(app: Application, actor: Actor, channel: str) -> bytes:
    return b"".join(app.imports.export_catalog(ExportCatalog(actor=actor, channel=channel)))


def test_the_demo_shop_is_loaded_whole_and_once(shop: Application, staff: Actor) -> None:
    assert DemoShop(shop, staff).load(quiet) is Loaded.LOADED
    first = shop.catalog.list_products(ListProducts(actor=staff, size=100))
    versions = {item.slug: (item.version, item.updated_at) for item in first.items}
    assert len(versions) >= 60
    assert DemoShop(shop, staff).load(quiet) is Loaded.COMPLETE
    again = shop.catalog.list_products(ListProducts(actor=staff, size=100))
    assert {item.slug: (item.version, item.updated_at) for item in again.items} == versions
    zones, methods = shop.tax.list_tax_zones(ListTaxZones(actor=staff)), shop.shipping.list_shipping_zones(ListShippingZones(actor=staff))
    assert (len(zones), sum(len(zone.methods) for zone in methods)) == (34, 9)
    assert shop.inventory.list_stock(ListStock(actor=staff, limit=100)).next_cursor is not None
    assert shop.inventory.verify_stock(VerifyStock(actor=staff)) == []


def test_collections_by_rule_hold_what_their_rules_say(shop: Application, staff: Actor) -> None:
    DemoShop(shop, staff).load(quiet)
    found = {item.slug: item for item in shop.catalog.list_collections(ListCollections(actor=staff))}
    for slug in ("plastic-free", "under-25", "aldersee-kitchen", "first-flat"):
        assert shop.catalog.list_members(ListMembers(actor=staff, collection_id=found[slug].id)), slug


def test_a_load_that_was_killed_is_finished_by_the_next(shop: Application, staff: Actor) -> None:
    class Killed(BaseException):
        pass

    def die(what: str, _done: int, _of: int) -> None:
        if what == "collections":
            raise Killed

    with pytest.raises(Killed):
        DemoShop(shop, staff).load(die)
    assert DemoShop(shop, staff).load(quiet) is Loaded.LOADED
    assert len(shop.catalog.list_collections(ListCollections(actor=staff))) == 8


def test_a_shop_with_products_of_its_own_stays_as_it_is(shop: Application, staff: Actor) -> None:
    shop.inventory.create_location(CreateLocation(actor=staff, code="own", name="Own"))
    from application.catalog.create_channel import CreateChannel

    shop.catalog.create_channel(CreateChannel(actor=staff, code="default", name="Own", currency="EUR"))
    record = shop.imports.request_import(RequestImport(actor=staff, source_name="own.csv"))
    shop.imports.run_import(RunImport(import_id=record.id, content=io.BytesIO(b"Handle,Title,Variant Price\nmug,Mug,5\n")))
    assert DemoShop(shop, staff).load(quiet) is Loaded.NOT_EMPTY
    assert len(shop.catalog.list_products(ListProducts(actor=staff, size=100)).items) == 1


@pytest.mark.parametrize("channel", ["default", "us"])
def test_the_demo_catalogue_comes_back_byte_for_byte(shop: Application, staff: Actor, channel: str) -> None:
    DemoShop(shop, staff).load(quiet)
    first = exported(shop, staff, channel)
    assert first.count(b"\n") > 300
    empty_shop = desk_in_memory()
    empty_shop.open_shop("EUR" if channel == "default" else "USD")
    record = empty_shop.imported(first)
    assert (record.counts.errors, record.counts.refused) == (0, 0), empty_shop.report(record)
    assert empty_shop.exported() == first


def test_shoppers_see_the_demo_shop_once_the_worker_has_run(shop: Application, staff: Actor) -> None:
    DemoShop(shop, staff).load(quiet)
    assert MemoryWorker(shop).drain() > 0
    unchanged = shop.imports.request_import(RequestImport(actor=staff, source_name="again.csv", channel="default"))
    content = io.BytesIO(exported(shop, staff, "default"))
    done = shop.imports.run_import(RunImport(import_id=unchanged.id, content=content))
    assert (done.counts.created, done.counts.updated, done.counts.errors) == (0, 0, 0)
