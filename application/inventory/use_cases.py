"""The table of contents of inventory."""

from __future__ import annotations

from dataclasses import dataclass

from application.inventory.adjust_stock import AdjustStock, AdjustStockHandler
from application.inventory.levels import Discrepancy, MovementRecord, StockLevel
from application.inventory.list_stock import (
    ListMovements,
    ListMovementsHandler,
    ListStock,
    ListStockHandler,
    ShowStock,
    ShowStockHandler,
)
from application.inventory.locations import (
    ChangeLocation,
    ChangeLocationHandler,
    CreateLocation,
    CreateLocationHandler,
    ListLocations,
    ListLocationsHandler,
    RemoveLocation,
    RemoveLocationHandler,
    ShowLocation,
    ShowLocationHandler,
)
from application.inventory.purge_reservations import PurgeReservations, PurgeReservationsHandler
from application.inventory.receive_stock import ReceiveStock, ReceiveStockHandler
from application.inventory.set_policies import (
    SetBackorder,
    SetBackorderHandler,
    SetLowStockThreshold,
    SetLowStockThresholdHandler,
)
from application.inventory.set_stock_count import SetStockCount, SetStockCountHandler
from application.inventory.transfer_stock import Transferred, TransferStock, TransferStockHandler
from application.inventory.verify_stock import RecomputeStock, RecomputeStockHandler, VerifyStock, VerifyStockHandler
from application.shared.pagination import Page
from application.shared.pipeline import UseCase, handled_by
from domain.inventory.location import StockLocation
from domain.inventory.stock_item import StockItem


@dataclass(frozen=True)
class InventoryUseCases:
    create_location: UseCase[CreateLocation, StockLocation] = handled_by(CreateLocationHandler)
    change_location: UseCase[ChangeLocation, StockLocation] = handled_by(ChangeLocationHandler)
    remove_location: UseCase[RemoveLocation, None] = handled_by(RemoveLocationHandler)
    list_locations: UseCase[ListLocations, list[StockLocation]] = handled_by(ListLocationsHandler)
    show_location: UseCase[ShowLocation, StockLocation] = handled_by(ShowLocationHandler)
    receive_stock: UseCase[ReceiveStock, StockItem] = handled_by(ReceiveStockHandler)
    adjust_stock: UseCase[AdjustStock, StockItem] = handled_by(AdjustStockHandler)
    set_stock_count: UseCase[SetStockCount, StockItem] = handled_by(SetStockCountHandler)
    transfer_stock: UseCase[TransferStock, Transferred] = handled_by(TransferStockHandler)
    set_low_stock_threshold: UseCase[SetLowStockThreshold, StockItem] = handled_by(SetLowStockThresholdHandler)
    set_backorder: UseCase[SetBackorder, tuple[StockLevel, ...]] = handled_by(SetBackorderHandler)
    list_stock: UseCase[ListStock, Page[StockLevel]] = handled_by(ListStockHandler)
    show_stock: UseCase[ShowStock, tuple[StockLevel, ...]] = handled_by(ShowStockHandler)
    list_movements: UseCase[ListMovements, Page[MovementRecord]] = handled_by(ListMovementsHandler)
    verify_stock: UseCase[VerifyStock, list[Discrepancy]] = handled_by(VerifyStockHandler)
    recompute_stock: UseCase[RecomputeStock, list[Discrepancy]] = handled_by(RecomputeStockHandler)
    purge_reservations: UseCase[PurgeReservations, int] = handled_by(PurgeReservationsHandler)
