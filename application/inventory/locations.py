"""Staff keep the list of stock locations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.inventory.ports import InventoryUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.inventory.location import StockLocation
from domain.shared.ids import LocationId


@dataclass(frozen=True, kw_only=True)
class CreateLocation:
    """Lower `priority` is sold from first."""

    actor: Actor
    code: str
    name: str
    priority: int = 0
    active: bool = True


@dataclass(frozen=True)
class CreateLocationHandler:
    permission: ClassVar[str | None] = "inventory.write"
    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateLocation) -> StockLocation:
        key = LocationId(self.ids.new())
        now = self.clock.now()
        location = StockLocation(key, command.code, command.name, now, priority=command.priority, active=command.active)
        with self.unit_of_work() as uow:
            uow.stock_locations.add(location)
            uow.commit()
        return location


@dataclass(frozen=True, kw_only=True)
class ChangeLocation:
    """None leaves a field as it is."""

    actor: Actor
    code: str
    expected_version: int | None = None
    name: str | None = None
    priority: int | None = None
    active: bool | None = None


@dataclass(frozen=True)
class ChangeLocationHandler:
    permission: ClassVar[str | None] = "inventory.write"
    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeLocation) -> StockLocation:
        with self.unit_of_work() as uow:
            location = uow.stock_locations.by_code(command.code)
            location.expect_version(command.expected_version)
            location.change(self.clock.now(), name=command.name, priority=command.priority, active=command.active)
            uow.commit()
        return location


@dataclass(frozen=True, kw_only=True)
class RemoveLocation:
    actor: Actor
    code: str
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveLocationHandler:
    """Only a location that never kept goods can go; others are made inactive."""

    permission: ClassVar[str | None] = "inventory.write"
    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]

    def __call__(self, command: RemoveLocation) -> None:
        with self.unit_of_work() as uow:
            location = uow.stock_locations.by_code(command.code)
            location.expect_version(command.expected_version)
            uow.stock_locations.remove(location)
            uow.commit()


@dataclass(frozen=True, kw_only=True)
class ListLocations:
    actor: Actor


@dataclass(frozen=True)
class ListLocationsHandler:
    permission: ClassVar[str | None] = "inventory.read"
    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]

    def __call__(self, query: ListLocations) -> list[StockLocation]:
        with self.unit_of_work() as uow:
            return uow.stock_locations.all()


@dataclass(frozen=True, kw_only=True)
class ShowLocation:
    actor: Actor
    code: str


@dataclass(frozen=True)
class ShowLocationHandler:
    permission: ClassVar[str | None] = "inventory.read"
    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]

    def __call__(self, query: ShowLocation) -> StockLocation:
        with self.unit_of_work() as uow:
            return uow.stock_locations.by_code(query.code)
