"""The same file again: what nobody touched is not taken up, whatever anybody touched is brought back to what the file says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from application.catalog.imports import batch, run_import
from application.catalog.imports.product_writing import ProductWriter
from application.catalog.imports.run_import import RunImport
from domain.catalog.channel import Channel
from domain.catalog.imports.catalog_import import CatalogImport, ImportState
from domain.catalog.product import Product
from domain.catalog.publication import ProductStatus
from domain.inventory.movement import MovementKind
from domain.pricing.price import Price
from domain.shared.currency import Currency
from domain.shared.ids import ChannelId, PriceId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogues import HEAD, CatalogueDesk

SHIRT = (
    HEAD + 'shirt,Linen shirt,<p>Soft</p>,Loom,Shirts,"linen, summer",true,Size,S,SH-S,200,shopify,5,deny,40,50,https://a/1.jpg\n'
    "shirt,,,,,,,,M,SH-M,210,shopify,3,continue,42,,https://a/2.jpg\n"
)


@pytest.fixture
def shop(backend: BackendUnderTest) -> Channel:
    return CatalogueDesk(backend).open_shop()


@pytest.fixture
def desk(backend: BackendUnderTest, shop: Channel) -> CatalogueDesk:
    desk = CatalogueDesk(backend)
    assert desk.imported(SHIRT).counts.created == 1
    backend.clock.advance(timedelta(hours=1))
    return desk


@pytest.fixture
def taken_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Handles of products that imports compared part by part."""
    handles: list[str] = []
    update = ProductWriter.update

    def noted(writer: ProductWriter, product: Product, draft: Any, *rest: Any) -> Any:
        handles.append(draft.handle)
        return update(writer, product, draft, *rest)

    monkeypatch.setattr(ProductWriter, "update", noted)
    return handles


def counts(record: CatalogImport) -> tuple[int, int, int, int, int]:
    found = record.counts
    return found.created, found.updated, found.unchanged, found.prices, found.stock


def test_what_nobody_touched_is_not_taken_up_again(desk: CatalogueDesk, taken_up: list[str]) -> None:
    assert counts(desk.imported(SHIRT)) == (0, 0, 1, 0, 0)
    assert counts(desk.imported(SHIRT, dry_run=True)) == (0, 0, 1, 0, 0)
    assert taken_up == []


def test_other_words_are_taken_up(desk: CatalogueDesk, taken_up: list[str]) -> None:
    assert counts(desk.imported(SHIRT.replace("Linen shirt", "Shirt of linen"))) == (0, 1, 0, 0, 0)
    assert counts(desk.imported(SHIRT)) == (0, 1, 0, 0, 0)
    assert taken_up == ["shirt", "shirt"]


Edit = Callable[[Any, Product, Channel, Any], None]


def _rename(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    product.change(now, name=LocalizedText.of("Renamed"))


def _make_heavier(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    from dataclasses import replace

    variant = product.variants[1]
    product.change_variant(now, variant.id, replace(variant.details, weight_grams=999))


def _take_off_sale(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    product.advance(now, ProductStatus.ARCHIVED)
    product.unpublish(now, channel.id)
    product.publish(now, channel.id, now, now + timedelta(days=1))
    product.unpublish(now, channel.id)


def _remove_variant(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    product.remove_variant(now, product.variants[1].id)


def _raise_price(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    variant = product.variants[0]
    uow.prices.put([Price(PriceId(uow.ids.new()), product.id, variant.id, channel.id, Money.of(9900, "EUR"))], now, "ada")


def _forget_compare_at(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    variant = product.variants[0]
    uow.prices.put([Price(PriceId(uow.ids.new()), product.id, variant.id, channel.id, Money.of(4000, "EUR"))], now, "ada")


def _withdraw_price(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    (price,) = uow.prices.of([product.variants[1].id])
    uow.prices.withdraw([price.id], now)


def _count_again(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    from application.catalog.imports.ports import WantedStock

    place = uow.imported_stock.default_location(())
    uow.imported_stock.put(place, {product.variants[1].id: WantedStock(7, None)}, now, "ada", MovementKind.ADJUSTED.value)


def _stop_backorders(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    from application.catalog.imports.ports import WantedStock

    place = uow.imported_stock.default_location(())
    uow.imported_stock.put(place, {product.variants[1].id: WantedStock(None, False)}, now, "ada", "no more")


def _rename_type(uow: Any, product: Product, channel: Channel, now: Any) -> None:
    kind = uow.product_types.get(product.product_type_id)
    kind.change(now, name=LocalizedText.of("Clothes"))


EDITS = (
    *(_rename, _make_heavier, _take_off_sale, _remove_variant, _raise_price, _forget_compare_at, _withdraw_price),
    *(_count_again, _stop_backorders, _rename_type),
)


def edited(desk: CatalogueDesk, channel: Channel, edit: Edit) -> None:
    with desk.backend.unit_of_work() as uow:
        edit(uow, uow.imported_products.by_handle(["shirt"])["shirt"], channel, desk.backend.clock.now())
        uow.commit()
    desk.backend.clock.advance(timedelta(minutes=1))


def test_whatever_staff_changed_is_brought_back(desk: CatalogueDesk, shop: Channel) -> None:
    before, kept = desk.exported(), desk.product("shirt")
    for edit in EDITS:
        edited(desk, shop, edit)
        record = desk.imported(SHIRT)
        assert (record.counts.updated, record.counts.unchanged) == (1, 0), edit.__name__
        assert desk.exported() == before, edit.__name__
        assert desk.imported(SHIRT).counts.unchanged == 1, edit.__name__
    after = desk.product("shirt")
    assert kept is not None
    assert after is not None
    assert after.id == kept.id


def test_what_the_file_does_not_name_stays_and_is_looked_at_once(desk: CatalogueDesk, shop: Channel, taken_up: list[str]) -> None:
    def tell(uow: Any, product: Product, channel: Channel, now: Any) -> None:
        product.change(now, seo=type(product.seo)(LocalizedText.of("Found by this"), product.seo.description))

    edited(desk, shop, tell)
    assert [desk.imported(SHIRT).counts.unchanged for _ in range(3)] == [1, 1, 1]
    assert taken_up == ["shirt"]
    shirt = desk.product("shirt")
    assert shirt is not None
    assert shirt.seo.title.get("en") == "Found by this"


def test_what_there_is_to_say_is_said_each_time(desk: CatalogueDesk, taken_up: list[str]) -> None:
    content = "Handle,Title,Variant Price\ncup,Cup,\n"
    reports = [desk.report(desk.imported(content)) for _ in range(3)]
    assert reports[1] == reports[2] == reports[0]
    assert "there is no price" in reports[2][-1]
    assert taken_up == ["cup", "cup"]


def test_a_publication_that_ends_by_itself_is_opened_again(desk: CatalogueDesk, shop: Channel, backend: BackendUnderTest) -> None:
    def until_tomorrow(uow: Any, product: Product, channel: Channel, now: Any) -> None:
        product.publish(now, channel.id, now, now + timedelta(days=1))

    edited(desk, shop, until_tomorrow)
    assert desk.imported(SHIRT).counts.unchanged == 1
    backend.clock.advance(timedelta(days=2))
    assert desk.imported(SHIRT).counts.updated == 1
    shirt = desk.product("shirt")
    assert shirt is not None
    assert shirt.is_visible(shop.id, backend.clock.now())


def test_what_staff_change_during_an_import_is_noticed_by_the_next(
    desk: CatalogueDesk, shop: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce = batch._announce

    def staff_first(*given: Any) -> None:
        monkeypatch.setattr(batch, "_announce", announce)
        edited(desk, shop, _rename)
        announce(*given)

    remember = batch.Unchanged.remember

    def staff_before(earlier: batch.Unchanged, *given: Any) -> None:
        monkeypatch.setattr(batch.Unchanged, "remember", remember)
        edited(desk, shop, _rename)
        remember(earlier, *given)

    # Another price alone: the product is read, and not written.
    monkeypatch.setattr(batch.Unchanged, "remember", staff_before)
    assert counts(desk.imported(SHIRT.replace("deny,40", "deny,39"))) == (0, 1, 0, 1, 0)
    assert desk.imported(SHIRT.replace("deny,40", "deny,39")).counts.updated == 1
    monkeypatch.setattr(batch, "_announce", staff_first)
    desk.imported(SHIRT)
    desk.imported(SHIRT)
    shirt = desk.product("shirt")
    assert shirt is not None
    assert shirt.name.get("en") == "Linen shirt"


def test_each_channel_remembers_its_own_file(desk: CatalogueDesk, backend: BackendUnderTest, taken_up: list[str]) -> None:
    now = backend.clock.now()
    with backend.unit_of_work() as uow:
        uow.channels.add(Channel(ChannelId(backend.ids.new()), "fr", "France", Currency("EUR"), now, locales=("fr",)))
        uow.commit()
    assert desk.imported(SHIRT, channel="fr").counts.updated == 1
    taken_up.clear()
    assert desk.imported(SHIRT, channel="fr").counts.unchanged == 1
    assert taken_up == []
    # The product was published in France: once more for the first channel, then both know it.
    assert [desk.imported(SHIRT, channel=code).counts.unchanged for code in ("default", "default", "fr")] == [1, 1, 1]
    assert taken_up == ["shirt"]


def test_an_import_that_was_killed_knows_what_it_left(desk: CatalogueDesk, monkeypatch: pytest.MonkeyPatch, taken_up: list[str]) -> None:
    monkeypatch.setattr(run_import, "PRODUCTS_PER_BATCH", 2)
    content = "Handle,Title,Variant Price\n" + "".join(f"p-{n},Product {n},{n}\n" for n in range(7))
    record = desk.request(content)

    class Killed(BaseException):
        pass

    def die(progress: CatalogImport) -> None:
        if progress.counts.created >= 4:
            raise Killed

    with pytest.raises(Killed):
        desk.run_import(RunImport(import_id=record.id, on_progress=die))
    again = desk.imported(content)
    assert (again.state, again.counts.created, again.counts.unchanged) == (ImportState.FINISHED, 3, 4)
    done = desk.run_import(RunImport(import_id=record.id))
    assert (done.state, done.counts.created, done.counts.unchanged) == (ImportState.FINISHED, 4, 3)
    assert taken_up == []
