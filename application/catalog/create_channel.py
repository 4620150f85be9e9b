"""Staff open a channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.channel import Channel
from domain.shared.cart_merging import CartMerging
from domain.shared.currency import Currency
from domain.shared.ids import ChannelId, LocationId
from domain.shared.tax_rounding import TaxRounding


@dataclass(frozen=True, kw_only=True)
class CreateChannel:
    """`locales[0]` is the default; empty `countries` means everywhere; empty `stock_locations` means all of them."""

    actor: Actor
    code: str
    name: str
    currency: str
    locales: tuple[str, ...] = ("en",)
    countries: tuple[str, ...] = ()
    prices_include_tax: bool = True
    tax_rounding: TaxRounding = TaxRounding.LINE
    order_prefix: str = ""
    stock_locations: tuple[LocationId, ...] = ()
    cart_merging: CartMerging = CartMerging.MERGE
    tax_country: str = ""


@dataclass(frozen=True)
class CreateChannelHandler:
    permission: ClassVar[str | None] = "channels.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateChannel) -> Channel:
        with self.unit_of_work() as uow:
            channel = Channel(
                ChannelId(self.ids.new()),
                command.code,
                command.name,
                Currency(command.currency),
                self.clock.now(),
                locales=command.locales,
                countries=command.countries,
                prices_include_tax=command.prices_include_tax,
                tax_rounding=command.tax_rounding,
                order_prefix=command.order_prefix,
                stock_locations=command.stock_locations,
                cart_merging=command.cart_merging,
                tax_country=command.tax_country,
            )
            uow.channels.add(channel)
            uow.commit()
        return channel
