"""Staff take a price away; its history stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.pricing.ports import PricingUnitOfWork
from application.pricing.set_prices import record_changes
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.errors import EntityNotFound
from domain.shared.ids import PriceId


@dataclass(frozen=True, kw_only=True)
class WithdrawPrice:
    actor: Actor
    price_id: PriceId


@dataclass(frozen=True)
class WithdrawPriceHandler:
    permission: ClassVar[str | None] = "catalog.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[PricingUnitOfWork]
    clock: Clock

    def __call__(self, command: WithdrawPrice) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            standing = uow.prices.find(command.price_id)
            if standing is not None:
                command.actor.require("catalog.write", standing.channel_id)
            withdrawn = uow.prices.withdraw([command.price_id], now)
            if not withdrawn:
                raise EntityNotFound("price", str(command.price_id))
            record_changes(uow, withdrawn, now)
            uow.commit()
