"""Orders from a terminal, on the shop in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from application.orders.capture_payment import CapturePayment
from bootstrap import Backend, Overrides, build
from domain.orders.order import Order
from tests.support.cli_shop import CliShop
from tests.support.shop import STAFF, ShopUnderTest


class Desk:
    """One order of two mugs and a book, and the command line."""

    def __init__(self, shop: ShopUnderTest) -> None:
        self.shop = shop
        self.mug, self.book = shop.item("MUG", 1999), shop.item("BOOK", 1500, tax_category="reduced")
        self.order: Order = shop.ordered({self.mug: 2, self.book: 1}).order
        self.number = self.order.number
        self.cli = CliShop(shop.goods, shop.app)

    def capture(self) -> None:
        self.shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=self.number))


@pytest.fixture
def desk(settings: Settings, clock: AdjustableClock) -> Iterator[Desk]:
    app = build(settings, Backend.MEMORY, Overrides(clock=clock))
    yield Desk(ShopUnderTest(app, clock).open())
    app.close()


def test_orders_are_listed_for_people_and_for_programs(desk: Desk) -> None:
    assert desk.number in desk.cli.out("orders", "list")
    [row] = desk.cli.data("orders", "list", "--status", "processing", "--email", "ada@example.com")
    assert (row["number"], row["items"], row["total"]) == (desk.number, 3, {"amount": 5988, "currency": "EUR"})
    assert desk.cli.data("orders", "list", "--status", "shipped") == []
    assert "No order matches." in desk.cli.out("orders", "list", "--since", "2030-01-01")


def test_an_unknown_status_is_a_wrong_use(desk: Desk) -> None:
    assert "processing" in desk.cli.misuse("orders", "list", "--status", "lost")


def test_an_order_is_shown_with_all_that_belongs_to_it(desk: Desk) -> None:
    text = desk.cli.out("orders", "show", desk.number)
    for part in ("MUG", "€39.98", "authorized", "placed", "total €59.88"):
        assert part in text
    data = desk.cli.data("orders", "show", desk.number)
    assert [(line["sku"], line["quantity"]) for line in data["lines"]] == [("MUG", 2), ("BOOK", 1)]
    assert data["payments"][0]["authorized"] == {"amount": 5988, "currency": "EUR"}


def test_an_unknown_number_is_refused(desk: Desk) -> None:
    assert "(not_found)" in desk.cli.refusal("orders", "show", "EU-0")


def test_named_lines_are_shipped_and_then_the_rest(desk: Desk) -> None:
    data = desk.cli.data("orders", "ship", desk.number, "--line", "MUG=1", "--carrier", "DHL", "--tracking", "JD01")
    assert (data["status"], data["shipments"][0]["tracking_number"]) == ("partially_shipped", "JD01")
    assert desk.cli.data("orders", "ship", desk.number)["fulfilment"] == "fulfilled"
    assert "(nothing_to_fulfil)" in desk.cli.refusal("orders", "ship", desk.number)


def test_more_than_was_ordered_is_refused(desk: Desk) -> None:
    assert "(exceeds_ordered)" in desk.cli.refusal("orders", "ship", desk.number, "--line", "MUG=3")
    assert "no line with the SKU" in desk.cli.refusal("orders", "ship", desk.number, "--line", "HAT=1")


@pytest.mark.parametrize("line", ["MUG", "MUG=", "MUG=0", "MUG=-1", "MUG=x"])
def test_a_line_reads_sku_and_quantity(desk: Desk, line: str) -> None:
    assert "SKU=quantity" in desk.cli.misuse("orders", "ship", desk.number, "--line", line)


def test_a_cancelled_order_gives_its_stock_back(desk: Desk) -> None:
    data = desk.cli.data("orders", "cancel", desk.number, "--reason", "buyer called", "--yes")
    assert data["status"] == "cancelled"
    assert desk.shop.stock_of(desk.mug) == (100, 0)
    assert any(entry["actor"].endswith("(terminal)") for entry in data["timeline"])


def test_dangerous_work_asks_first(desk: Desk) -> None:
    for command in ("cancel", "refund"):
        result = desk.cli.run("orders", command, desk.number)
        assert result.exit_code == 1
        assert "?" in result.stderr
    assert desk.cli.data("orders", "show", desk.number)["status"] == "processing"
    assert "--yes" in desk.cli.misuse("orders", "cancel", desk.number, "--json")


def test_an_amount_is_refunded_to_the_last_cent(desk: Desk) -> None:
    desk.capture()
    data = desk.cli.data("orders", "refund", desk.number, "--amount", "12.5", "--yes")
    assert data["payments"][0]["refunded"] == {"amount": 1250, "currency": "EUR"}


def test_lines_are_refunded_and_put_back(desk: Desk) -> None:
    desk.capture()
    data = desk.cli.data("orders", "refund", desk.number, "--line", "MUG=1", "--restock", "--reason", "damaged", "--yes")
    assert data["payments"][0]["refunded"]["amount"] == 1999
    assert [line["refunded"] for line in data["lines"]] == [1, 0]


def test_too_much_or_nonsense_is_not_refunded(desk: Desk) -> None:
    desk.capture()
    for nonsense in ("12.345", "much", "NaN", "Infinity"):
        desk.cli.misuse("orders", "refund", desk.number, "--amount", nonsense, "--yes")
    for refused in ("1000", "0"):
        desk.cli.refusal("orders", "refund", desk.number, "--amount", refused, "--yes")


def test_an_unpaid_order_has_nothing_to_refund(desk: Desk) -> None:
    assert "(nothing_to_refund)" in desk.cli.refusal("orders", "refund", desk.number, "--yes")
