"""What happens to customers: ids only, the rest is read when an event is handled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AccountId, OrderId


@dataclass(frozen=True, kw_only=True)
class CustomerEvent(Event):
    """What all of them tell."""

    account_id: AccountId

    @property
    def aggregate_id(self) -> UUID:
        return self.account_id


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(CustomerEvent):
    """Profile, address book, tags or tax status are not what they were."""

    name: ClassVar[str] = "customers.customer_changed"


@dataclass(frozen=True, kw_only=True)
class GuestOrdersClaimed(CustomerEvent):
    """Orders placed without an account are in the account's history now."""

    name: ClassVar[str] = "customers.guest_orders_claimed"
    order_ids: tuple[OrderId, ...]
