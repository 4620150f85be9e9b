"""A visitor who filled a cart signs in: the cart becomes the account's, or goes into the one that the account has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.cart.claiming import ClaimedCart, Claiming, Taken
from application.cart.ports import CartUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.errors import CartNotFound
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class ClaimCart:
    """`token` is the visitor's cart."""

    actor: Actor
    token: str


@dataclass(frozen=True)
class ClaimCartHandler:
    """Asked again, it answers the same: a device that did not hear the answer has lost nothing."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    claiming: Claiming
    clock: Clock

    def __call__(self, command: ClaimCart) -> ClaimedCart:
        account_id, now = command.actor.require_account(), self.clock.now()
        with self.unit_of_work() as uow:
            taken = self._taken(uow, command.token, account_id, now)
            uow.commit()
            return self.claiming.answer(uow, taken, now)

    def _taken(self, uow: CartUnitOfWork, token: str, account_id: AccountId, now: datetime) -> Taken:
        try:
            visitor = uow.carts.locked(token)
        except CartNotFound:
            return self.claiming.again(uow, uow.cart_merges.by_token(token), account_id, now)
        return self.claiming.take(uow, visitor, account_id, now)
