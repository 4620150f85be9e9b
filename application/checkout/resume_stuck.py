"""The sweeper finishes what crashes and vanished buyers left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.checkout.completion import Completion
from application.checkout.paying import Paying
from application.checkout.ports import CheckoutUnitOfWork
from application.checkout.rules import CheckoutRules
from application.checkout.views import PlacementStatus
from application.payments.settlement import Settlement
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.payments.payment import Payment
from domain.payments.states import PaymentState
from domain.shared.errors import DomainError
from domain.shared.ids import CartId, PaymentId


@dataclass(frozen=True)
class ResumeStuck:
    """At most `limit` checkouts and `limit` payments in one run."""

    limit: int = 100


@dataclass(frozen=True)
class Resumed:
    """How many checkouts became orders, ended without one, still wait; and how many payments were settled. `refusals` by code."""

    placed: int = 0
    ended: int = 0
    waiting: int = 0
    settled: int = 0
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResumeStuckHandler:
    """Goes the same way as the browser and the webhook. Any number of sweepers may run at once."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CheckoutUnitOfWork]
    clock: Clock
    rules: CheckoutRules
    paying: Paying
    completion: Completion
    settlement: Settlement

    def __call__(self, command: ResumeStuck) -> Resumed:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            carts = uow.checkouts.stuck(now - self.rules.quiet, command.limit)
            unsettled = uow.payments.unsettled(now - self.rules.quiet, command.limit)
        outcomes, refusals = [], []
        for cart_id in carts:
            try:
                outcomes.append(self._resume(cart_id))
            except DomainError as refusal:  # one cart's refusal (declined, sold out, provider down) must not stop the others
                refusals.append(refusal.code)
        settled = [self._settle(payment_id, refusals) for payment_id in unsettled]
        return Resumed(
            placed=outcomes.count(PlacementStatus.PLACED),
            ended=outcomes.count(None) + len(refusals),
            waiting=len(outcomes) - outcomes.count(PlacementStatus.PLACED) - outcomes.count(None),
            settled=sum(settled),
            refusals=tuple(refusals),
        )

    def _settle(self, payment_id: PaymentId, refusals: list[str]) -> bool:
        try:
            return bool(self.settlement.run(payment_id))
        except DomainError as refusal:  # as above
            refusals.append(refusal.code)
            return False

    def _resume(self, cart_id: CartId) -> PlacementStatus | None:
        """The outcome, or None when the attempt was given up."""
        payment = self._attempt(cart_id)
        if payment is None:
            return None
        out_of_patience = self.clock.now() - payment.created_at > self.rules.patience
        if out_of_patience and payment.state is PaymentState.INTENT and not self.paying.history(payment):
            # The provider never heard of it: nobody wants to be charged hours after having closed the browser.
            self.completion.give_up(cart_id, payment.id)
            return None
        placement = self.paying.pay(payment, fresh=False)
        if placement.order is None and out_of_patience:
            self.completion.give_up(cart_id, payment.id)
            return None
        return placement.status

    def _attempt(self, cart_id: CartId) -> Payment | None:
        with self.unit_of_work() as uow:
            checkout = uow.checkouts.find(cart_id)
            return uow.payments.get(checkout.payment_id) if checkout is not None and checkout.payment_id is not None else None
