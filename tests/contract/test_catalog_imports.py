"""Catalogue imports on both backends: what goes in, what stays out, what never changes twice."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from application.catalog.imports import run_import
from application.catalog.imports.cancel_import import CancelImport, CancelImportHandler
from application.catalog.imports.run_import import RunImport
from domain.catalog.attribute import Attribute, AttributeKind, Choice
from domain.catalog.imports.catalog_import import CatalogImport, ImportState
from domain.catalog.publication import ProductStatus
from domain.shared.ids import AttributeId
from domain.shared.localized_text import LocalizedText
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogues import ADA, HEAD, CatalogueDesk, desk_in_memory
from tests.support.shared_data import shared_data
from tests.support.stored_events import stored_events

SHIRTS = (
    HEAD
    + 'shirt,Linen shirt,<p>Soft<script>x</script></p>,Loom,Shirts,"linen, summer",true,Size,S,SH-S,200,shopify,5,deny,40,50,https://a/1.jpg\n'
    "shirt,,,,,,,,M,SH-M,210,shopify,3,continue,42,,https://a/2.jpg\n"
    "mug,Blue mug,,Kiln,Mugs,,false,Title,Default Title,,300,,,deny,12,,\n"
)


@pytest.fixture
def desk(backend: BackendUnderTest) -> CatalogueDesk:
    desk = CatalogueDesk(backend)
    desk.open_shop()
    return desk


def test_a_file_goes_in_with_everything_it_says(desk: CatalogueDesk) -> None:
    record = desk.imported(SHIRTS)
    assert (record.state, record.counts.created, record.counts.prices, record.counts.stock, record.counts.errors) == (
        ImportState.FINISHED,
        2,
        3,
        2,
        0,
    )
    shirt = desk.product("shirt")
    assert shirt is not None
    assert (shirt.status, shirt.vendor, shirt.tags) == (ProductStatus.ACTIVE, "Loom", ("linen", "summer"))
    assert shirt.description.get("en") == "<p>Soft</p>"
    assert [(v.sku, dict(v.option_values), v.weight_grams) for v in shirt.variants] == [
        ("SH-S", {"size": "s"}, 200),
        ("SH-M", {"size": "m"}, 210),
    ]
    assert [item.url for item in shirt.media] == ["https://a/1.jpg", "https://a/2.jpg"]
    assert (desk.price("SH-S"), desk.price("SH-M")) == ("40.00 EUR instead of 50.00 EUR", "42.00 EUR")
    assert (desk.stock("SH-S"), desk.stock("SH-M")) == ((5, False), (3, True))


def test_what_is_unpublished_is_a_draft_that_no_channel_shows(desk: CatalogueDesk) -> None:
    desk.imported(SHIRTS)
    mug = desk.product("mug")
    assert mug is not None
    assert (mug.status, mug.publications, mug.variants[0].sku, mug.variants[0].track_inventory) == (ProductStatus.DRAFT, [], "MUG", False)


def test_the_same_file_again_changes_nothing(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    desk.imported(SHIRTS)
    before, events = desk.product("shirt"), len(stored_events(backend))
    backend.clock.advance(timedelta(hours=1))
    record = desk.imported(SHIRTS)
    after = desk.product("shirt")
    assert (record.counts.created, record.counts.updated, record.counts.unchanged) == (0, 0, 2)
    assert (record.counts.variants, record.counts.prices, record.counts.stock) == (0, 0, 0)
    assert before is not None
    assert after is not None
    assert (after.version, after.updated_at) == (before.version, before.updated_at)
    assert len(stored_events(backend)) == events


def test_a_changed_price_and_count_change_only_that(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    desk.imported(SHIRTS)
    before = desk.product("shirt")
    backend.clock.advance(timedelta(hours=1))
    record = desk.imported(SHIRTS.replace("deny,40,50", "deny,35,50").replace("shopify,3", "shopify,9"))
    after = desk.product("shirt")
    assert (record.counts.updated, record.counts.unchanged, record.counts.prices, record.counts.stock) == (1, 1, 1, 1)
    assert (desk.price("SH-S"), desk.price("SH-M"), desk.stock("SH-M")) == ("35.00 EUR instead of 50.00 EUR", "42.00 EUR", (9, True))
    assert before is not None
    assert after is not None
    assert after.version == before.version


def test_columns_that_the_file_does_not_have_stay_as_they_are(desk: CatalogueDesk) -> None:
    desk.imported(SHIRTS)
    record = desk.imported("Handle,Variant SKU,Variant Price\nshirt,SH-S,39\n")
    shirt = desk.product("shirt")
    assert shirt is not None
    assert (record.counts.updated, shirt.vendor, shirt.name.get("en"), len(shirt.variants)) == (1, "Loom", "Linen shirt", 2)
    assert desk.price("SH-S") == "39.00 EUR instead of 50.00 EUR"


def test_a_new_size_joins_the_product(desk: CatalogueDesk) -> None:
    desk.imported(SHIRTS)
    desk.imported(SHIRTS.replace("mug,Blue", "shirt,,,,,,,,L,SH-L,220,shopify,1,deny,44,,\nmug,Blue"))
    shirt = desk.product("shirt")
    assert shirt is not None
    assert [(v.sku, v.position) for v in shirt.variants] == [("SH-S", 0), ("SH-M", 1), ("SH-L", 2)]
    assert [value.code for value in shirt.options[0].values] == ["s", "m", "l"]


def test_bad_rows_are_reported_and_good_ones_go_in(desk: CatalogueDesk) -> None:
    record = desk.imported(SHIRTS.replace("deny,40,50", "deny,forty,50") + ",Nobody,,,,,,,,,,,,,,,\n")
    assert (record.counts.created, record.counts.refused, record.counts.errors) == (2, 0, 2)
    lines = desk.report(record)
    assert lines[0] == "2,Variant Price,error,must be a number such as 19.99; the variant stays out,forty,shirt"
    assert "names no handle" in lines[1]


def test_another_products_sku_keeps_a_product_out(desk: CatalogueDesk) -> None:
    desk.imported(SHIRTS)
    record = desk.imported("Handle,Title,Variant SKU,Variant Price\ncup,Cup,SH-S,5\nplate,Plate,P-1,5\nbowl,Bowl,P-1,5\n")
    assert (record.counts.created, record.counts.refused) == (1, 2)
    assert (desk.product("cup"), desk.product("bowl")) == (None, None)


def test_a_dry_run_counts_and_keeps_nothing(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    events = len(stored_events(backend))
    record = desk.imported(SHIRTS + "bad,Bad,,,,,,,,,,,,,x,,\n", dry_run=True)
    assert (record.state, record.counts.created, record.counts.refused) == (ImportState.FINISHED, 2, 1)
    assert (desk.count(), len(stored_events(backend))) == (0, events)
    assert len(desk.report(record)) == 2


def test_counts_of_goods_can_be_left_alone(desk: CatalogueDesk) -> None:
    desk.imported(SHIRTS, set_stock=False)
    assert desk.stock("SH-S") is None


def test_one_event_tells_of_a_batch(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    desk.imported(SHIRTS)
    names = [event.name for event in stored_events(backend)]
    assert names.count("catalog.products_changed") == 1
    assert not {"catalog.product_changed", "pricing.price_changed", "inventory.stock_changed"} & set(names)


def test_types_and_categories_are_found_by_name_and_made_once(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    rows = "".join(f"mug-{n},Mug {n},Home > Kitchen,mugs,5\n" for n in range(3)) + "bowl,Bowl,home > KITCHEN,Mugs,5\n"
    desk.imported("Handle,Title,Product Category,Type,Variant Price\n" + rows)
    with backend.unit_of_work() as uow:
        types, tree = uow.product_types.all(), uow.categories.all()
    assert [kind.code for kind in types] == ["mugs"]
    assert [(c.slug, c.name.get("en")) for c in tree] == [("home", "Home"), ("kitchen", "Kitchen")]
    bowl = desk.product("bowl")
    assert bowl is not None
    assert bowl.category_ids == (tree[1].id,)


def test_an_unreadable_file_fails_with_its_reason(desk: CatalogueDesk) -> None:
    record = desk.imported("Name,Price\nMug,5\n")
    assert (record.state, "no column Handle" in record.failure) == (ImportState.FAILED, True)


def test_a_killed_import_goes_on_where_it_was(desk: CatalogueDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_import, "PRODUCTS_PER_BATCH", 2)
    content = "Handle,Title,Variant Price\n" + "".join(f"p-{n},Product {n},{'x' if n == 1 else n}\n" for n in range(7))
    record = desk.request(content)

    class Killed(BaseException):
        pass

    def die(progress: CatalogImport) -> None:
        if progress.counts.created >= 3:
            raise Killed

    with pytest.raises(Killed):
        desk.run_import(RunImport(import_id=record.id, on_progress=die))
    done = desk.run_import(RunImport(import_id=record.id))
    assert (done.state, done.counts.created, done.counts.unchanged, done.counts.refused) == (ImportState.FINISHED, 6, 0, 1)
    assert (desk.count(), len(desk.report(done))) == (6, 2)
    assert desk.run_import(RunImport(import_id=record.id)).counts == done.counts


def test_a_cancelled_import_stops_and_keeps_what_went_in(
    desk: CatalogueDesk, backend: BackendUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_import, "PRODUCTS_PER_BATCH", 1)
    record = desk.request("Handle,Title,Variant Price\na,A,1\nb,B,2\nc,C,3\n")
    cancel = CancelImportHandler(backend.unit_of_work, backend.clock)
    seen: list[CatalogImport] = []

    def call_off(progress: CatalogImport) -> None:
        if not seen:
            cancel(CancelImport(actor=ADA, import_id=record.id))
        seen.append(progress)

    done = desk.run_import(RunImport(import_id=record.id, on_progress=call_off))
    assert (done.state, desk.count()) == (ImportState.CANCELLED, 1)


def test_an_older_run_gives_way_to_a_newer_one(desk: CatalogueDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_import, "PRODUCTS_PER_BATCH", 1)
    record = desk.request("Handle,Title,Variant Price\na,A,1\nb,B,2\n")
    nested: list[CatalogImport] = []

    def start_again(progress: CatalogImport) -> None:
        if not nested:
            nested.append(progress)
            nested.append(desk.run_import(RunImport(import_id=record.id)))

    done = desk.run_import(RunImport(import_id=record.id, on_progress=start_again))
    assert (done.state, done.counts.created, desk.count()) == (ImportState.FINISHED, 2, 2)


def test_a_kept_file_is_read_back_as_it_was(desk: CatalogueDesk) -> None:
    content = (SHIRTS * 3).encode() + b"x" * 700_000
    record = desk.request(content)
    from application.catalog.imports.ports import ImportFileKind

    assert record.total_bytes == len(content)
    assert desk.files.open(record.id, ImportFileKind.SOURCE).read() == content


def test_a_product_that_was_renamed_is_found_by_its_former_handle(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    desk.imported(SHIRTS)
    with backend.unit_of_work() as uow:
        shirt = uow.imported_products.by_handle(["shirt"])["shirt"]
        shirt.change(backend.clock.now(), slug="linen-shirt")
        uow.products.claim_slug(shirt, backend.clock.now())
        uow.commit()
    record = desk.imported(SHIRTS)
    assert (record.counts.unchanged, desk.count()) == (2, 2)


@pytest.mark.parametrize("name", ["apparel", "jewelery", "home-and-garden"])
def test_shopifys_samples_go_in_whole_and_come_out_the_same_twice(desk: CatalogueDesk, name: str) -> None:
    record = desk.imported(shared_data(f"catalogues/shopify-{name}.csv").read_bytes())
    assert (record.counts.created, record.counts.refused, record.counts.errors) == (20, 0, 0)
    first = desk.exported()
    empty = desk_in_memory()
    empty.open_shop()
    assert empty.imported(first).counts.errors == 0
    assert empty.exported() == first


def test_an_export_into_the_same_shop_changes_nothing(desk: CatalogueDesk) -> None:
    desk.imported(SHIRTS)
    record = desk.imported(desk.exported())
    assert (record.counts.updated, record.counts.created, record.counts.unchanged) == (0, 0, 2)


def test_options_come_out_in_the_order_of_the_product(desk: CatalogueDesk) -> None:
    head = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant Price\n"
    desk.imported(head + "tent,Tent,Size,Two,Colour,Green,Age,New,9\ntent,,,Three,,Red,,Old,9\n")
    lines = [line.split(",") for line in desk.exported().decode().splitlines()]
    assert [lines[1][8:14], lines[2][8:14]] == [["Size", "Two", "Colour", "Green", "Age", "New"], ["", "Three", "", "Red", "", "Old"]]
    assert desk.imported(desk.exported()).counts.unchanged == 1


def test_two_runs_of_the_same_file_at_once_make_each_product_once(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    from threading import Thread

    content = "Handle,Title,Variant Price\n" + "".join(f"p-{n},Product {n},{n}\n" for n in range(40))
    results: list[CatalogImport] = []
    threads = [Thread(target=lambda: results.append(desk.imported(content))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [result.state for result in results] == [ImportState.FINISHED] * 2
    assert (sum(result.counts.created for result in results), desk.count()) == (40, 40)
    assert io.BytesIO(desk.exported()).read().count(b"\n") == 41


def test_attributes_of_another_kind_are_left_out_one_by_one(desk: CatalogueDesk, backend: BackendUnderTest) -> None:
    now, ids = backend.clock.now(), backend.ids
    with backend.unit_of_work() as uow:
        choices = (Choice("oak", LocalizedText({"en": "Solid oak"})),)
        uow.attributes.add(
            Attribute(AttributeId(ids.new()), "wood", AttributeKind.CHOICE, LocalizedText({"en": "Wood"}), now, choices=choices)
        )
        uow.attributes.add(Attribute(AttributeId(ids.new()), "watts", AttributeKind.NUMBER, LocalizedText({"en": "Watts"}), now))
        uow.commit()
    mapping = (
        "[columns]\nhandle = 'Name'\ntitle = 'Name'\nprice = 'Price'\nproduct_type = 'Type'\n"
        "[attributes]\nwood = 'Wood'\nwatts = 'Watts'\nmaker = 'Maker'\n"
    )
    record = desk.imported("Name,Price,Type,Wood,Watts,Maker\nLamp,5,Lamps,solid OAK,bright,Ada\n", mapping=mapping)
    lamp = desk.product("lamp")
    assert lamp is not None
    assert (dict(lamp.attribute_values), record.counts.warnings) == ({"wood": "oak", "maker": "Ada"}, 1)
    assert "attributes/watts: must be a number; it is left out" in desk.report(record)[0]
    with backend.unit_of_work() as uow:
        (kind,) = uow.product_types.all()
    assert set(kind.attribute_codes) == {"wood", "watts", "maker"}
