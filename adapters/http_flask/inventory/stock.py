"""Stock over HTTP, for staff: what is where, and every way to change it."""

from __future__ import annotations

from adapters.http_flask.endpoints import Audience, Endpoints
from adapters.http_flask.inventory.rendering import discrepancies_reply, item_json, level_json, movement_json, page_reply
from adapters.http_flask.inventory.schemas import (
    AdjustmentIn,
    BackorderIn,
    CountIn,
    DiscrepanciesOut,
    MovementOut,
    MovementQuery,
    ReceiptIn,
    StockItemOut,
    StockLevelOut,
    StockQuery,
    ThresholdIn,
    TransferIn,
    TransferOut,
    VariantStockOut,
)
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.facade import Application
from application.inventory.adjust_stock import AdjustStock
from application.inventory.levels import StockFilter
from application.inventory.list_stock import ListMovements, ListStock, ShowStock
from application.inventory.receive_stock import ReceiveStock
from application.inventory.set_policies import SetBackorder, SetLowStockThreshold
from application.inventory.set_stock_count import SetStockCount
from application.inventory.transfer_stock import TransferStock
from application.inventory.verify_stock import RecomputeStock, VerifyStock
from application.shared.pagination import InvalidCursor
from domain.inventory.errors import StockBelowZero, StockCountChanged
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue

COMMON = (EntityNotFound, InvalidValue, ConcurrencyConflict)


def stock(app: Application) -> Endpoints:
    api = Endpoints("Stock", "/api/v1/admin/stock", Audience.ADMIN)
    _reads(app, api)
    _movements(app, api)
    _policies(app, api)
    return api


def _reads(app: Application, api: Endpoints) -> None:
    @api.get("", "List stock", query=StockQuery, returns=ListOut[StockLevelOut], policy=Staff("inventory.read"), raises=(InvalidCursor,))
    def list_stock(call: Call, query: StockQuery) -> Reply:
        wanted = StockFilter(sku=query.sku, location=query.location, status=query.status)
        page = app.inventory.list_stock(ListStock(actor=call.actor, wanted=wanted, cursor=query.cursor, limit=query.limit))
        status = query.status.value if query.status else None
        return page_reply(call, page, level_json, query.limit, sku=query.sku, location=query.location, status=status)

    @api.get(
        "/variants/<path:sku>",
        "Show the stock of a variant",
        returns=VariantStockOut,
        policy=Staff("inventory.read"),
        path_params={"sku": "The variant's SKU"},
        raises=(EntityNotFound,),
    )
    def show_stock(call: Call, sku: str) -> Reply:
        levels = app.inventory.show_stock(ShowStock(actor=call.actor, sku=sku))
        return ok({"sku": sku, "levels": [level_json(level) for level in levels]})

    @api.get(
        "/movements",
        "List stock movements, newest first",
        query=MovementQuery,
        returns=ListOut[MovementOut],
        policy=Staff("inventory.read"),
        raises=(InvalidCursor,),
    )
    def list_stock_movements(call: Call, query: MovementQuery) -> Reply:
        wanted = ListMovements(actor=call.actor, sku=query.sku, location=query.location, cursor=query.cursor, limit=query.limit)
        page = app.inventory.list_movements(wanted)
        return page_reply(call, page, movement_json, query.limit, sku=query.sku, location=query.location)

    @api.get("/discrepancies", "Compare counts with the ledger", returns=DiscrepanciesOut, policy=Staff("inventory.read"))
    def verify_stock(call: Call) -> Reply:
        return discrepancies_reply(app.inventory.verify_stock(VerifyStock(actor=call.actor)))


def _movements(app: Application, api: Endpoints) -> None:
    write = {"policy": Staff("inventory.write"), "location": False}

    @api.post("/receipts", "Receive goods", body=ReceiptIn, returns=StockItemOut, raises=COMMON, **write)
    def receive_stock(call: Call, body: ReceiptIn) -> Reply:
        command = ReceiveStock(actor=call.actor, sku=body.sku, location=body.location, quantity=body.quantity, reason=body.reason)
        return Reply(201, item_json(app.inventory.receive_stock(command), body.sku, body.location))

    @api.post("/adjustments", "Correct stock", body=AdjustmentIn, returns=StockItemOut, raises=(*COMMON, StockBelowZero), **write)
    def adjust_stock(call: Call, body: AdjustmentIn) -> Reply:
        command = AdjustStock(actor=call.actor, sku=body.sku, location=body.location, difference=body.difference, reason=body.reason)
        return Reply(201, item_json(app.inventory.adjust_stock(command), body.sku, body.location))

    @api.post("/counts", "Set a counted stock", body=CountIn, returns=StockItemOut, raises=(*COMMON, StockCountChanged), **write)
    def set_stock_count(call: Call, body: CountIn) -> Reply:
        """Compare and swap: refused when the count on hand is not `expected` any more. Read it again, count again, repeat."""
        command = SetStockCount(
            actor=call.actor, sku=body.sku, location=body.location, count=body.count, expected=body.expected, reason=body.reason
        )
        return Reply(201, item_json(app.inventory.set_stock_count(command), body.sku, body.location))

    @api.post("/transfers", "Move goods between locations", body=TransferIn, returns=TransferOut, raises=(*COMMON, StockBelowZero), **write)
    def transfer_stock(call: Call, body: TransferIn) -> Reply:
        """Only goods that belong to no order move."""
        moved = app.inventory.transfer_stock(
            TransferStock(
                actor=call.actor,
                sku=body.sku,
                origin=body.origin,
                destination=body.destination,
                quantity=body.quantity,
                reason=body.reason,
            )
        )
        origin = item_json(moved.origin, body.sku, body.origin)
        destination = item_json(moved.destination, body.sku, body.destination)
        return Reply(201, {"reference": moved.reference, "origin": origin, "destination": destination})

    @api.post("/recomputations", "Let the ledger correct the counts", returns=DiscrepanciesOut, raises=(ConcurrencyConflict,), **write)
    def recompute_stock(call: Call) -> Reply:
        """Answers what was wrong."""
        return discrepancies_reply(app.inventory.recompute_stock(RecomputeStock(actor=call.actor)), 201)


def _policies(app: Application, api: Endpoints) -> None:
    @api.put("/thresholds", "Say when stock is low", body=ThresholdIn, returns=StockItemOut, policy=Staff("inventory.write"), raises=COMMON)
    def set_low_stock_threshold(call: Call, body: ThresholdIn) -> Reply:
        command = SetLowStockThreshold(actor=call.actor, sku=body.sku, location=body.location, threshold=body.low_stock_threshold)
        return ok(item_json(app.inventory.set_low_stock_threshold(command), body.sku, body.location))

    @api.put(
        "/backorders",
        "Allow or end backorders of a variant",
        body=BackorderIn,
        returns=VariantStockOut,
        policy=Staff("inventory.write"),
        raises=COMMON,
    )
    def set_backorder(call: Call, body: BackorderIn) -> Reply:
        levels = app.inventory.set_backorder(SetBackorder(actor=call.actor, sku=body.sku, allowed=body.allowed))
        return ok({"sku": body.sku, "levels": [level_json(level) for level in levels]})
