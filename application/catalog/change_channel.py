"""Staff change a channel's settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.channel import Channel
from domain.shared.cart_merging import CartMerging
from domain.shared.ids import LocationId
from domain.shared.tax_rounding import TaxRounding


@dataclass(frozen=True, kw_only=True)
class ChangeChannel:
    """None leaves a field as it is. `expected_version` refuses to overwrite somebody else's change."""

    actor: Actor
    code: str
    expected_version: int | None = None
    name: str | None = None
    locales: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    prices_include_tax: bool | None = None
    tax_rounding: TaxRounding | None = None
    order_prefix: str | None = None
    stock_locations: tuple[LocationId, ...] | None = None
    cart_merging: CartMerging | None = None
    tax_country: str | None = None


@dataclass(frozen=True)
class ChangeChannelHandler:
    permission: ClassVar[str | None] = "channels.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeChannel) -> Channel:
        with self.unit_of_work() as uow:
            channel = uow.channels.by_code(command.code)
            command.actor.require("channels.write", channel.id)
            channel.expect_version(command.expected_version)
            channel.change(
                self.clock.now(),
                name=command.name,
                locales=command.locales,
                countries=command.countries,
                prices_include_tax=command.prices_include_tax,
                tax_rounding=command.tax_rounding,
                order_prefix=command.order_prefix,
                stock_locations=command.stock_locations,
                cart_merging=command.cart_merging,
                tax_country=command.tax_country,
            )
            uow.commit()
        return channel
