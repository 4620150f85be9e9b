"""How much money goes back without a second look at who gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.shared.actor import Actor
from domain.payments.payment import Payment


@dataclass(frozen=True)
class RefundLimit:
    """What may go back of one order, in all and in minor units, by a session that was left open or by a key."""

    minor_units: int

    def check(self, actor: Actor, payments: Sequence[Payment], now: datetime) -> None:
        """Call it once the refund is asked for and before it is committed: slices count together.

        Raises FreshSignInRequired, and PermissionDenied for machines, above the limit.
        """
        if sum(payment.captured - payment.refundable.amount for payment in payments) > self.minor_units:
            actor.require_step_up(now)
