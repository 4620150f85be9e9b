"""Somebody who is signed in takes over the orders that they placed as a guest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.customers.ports import ClaimedOrder, CustomersUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.customers.errors import NoConfirmedEmail
from domain.customers.events import GuestOrdersClaimed
from domain.identity.accounts.account import Account


@dataclass(frozen=True)
class ClaimOrders:
    actor: Actor


@dataclass(frozen=True)
class ClaimOrdersHandler:
    """By the confirmed address alone, and by one's own hands: staff who act as a customer collect nothing in their name.

    The account is locked, so that an address that is being changed at this moment is either the old or the new one.
    """

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]
    clock: Clock

    def __call__(self, command: ClaimOrders) -> list[ClaimedOrder]:
        account_id, now = command.actor.require_own_hands(), self.clock.now()
        with self.unit_of_work() as uow:
            claimed = uow.guest_orders.claim(account_id, _confirmed(uow.accounts.locked(account_id)), now)
            if claimed:
                uow.record(GuestOrdersClaimed(account_id=account_id, order_ids=tuple(order.id for order in claimed), occurred_at=now))
            uow.commit()
        return claimed


@dataclass(frozen=True)
class CountClaimableOrders:
    actor: Actor


@dataclass(frozen=True)
class CountClaimableOrdersHandler:
    """How many there are to claim; nothing else about them."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]

    def __call__(self, query: CountClaimableOrders) -> int:
        with self.unit_of_work() as uow:
            return uow.guest_orders.count(_confirmed(uow.accounts.get(query.actor.require_own_hands())))


def _confirmed(account: Account) -> str:
    """An account is made, and its address changed, only by opening a link mailed there; what waits for that is not in `email` yet."""
    if not account.is_active or account.confirmed_at is None:
        raise NoConfirmedEmail
    return account.email
