"""The one path from a payment under way to an order: for the browser, the provider's webhook and the sweeper alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.checkout.ordering import make_order
from application.checkout.ports import CheckoutUnitOfWork
from application.checkout.views import Placement, PlacementStatus
from application.orders.ports import OrderNumbering
from application.payments.bookkeeping import book
from application.payments.ports import ProviderReport
from application.payments.settlement import Settlement
from application.shared.clock import Clock
from application.shared.ids import Ids, Tokens
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.checkout.checkout import Checkout
from domain.checkout.errors import SoldOutWhilePaying
from domain.checkout.states import CheckoutState
from domain.inventory.errors import InsufficientStock
from domain.payments.errors import AttemptEnded, PaymentDeclined
from domain.payments.payment import Payment
from domain.payments.states import UNDECIDED, PaymentState
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CartId, OperationId, PaymentId


@dataclass(frozen=True)
class Completion:
    """Everything is idempotent: whoever comes second finds the order and gets the same answer."""

    unit_of_work: UnitOfWorkFactory[CheckoutUnitOfWork]
    clock: Clock
    ids: Ids
    tokens: Tokens
    numbering: OrderNumbering
    settlement: Settlement

    def finish(self, cart_id: CartId, payment_id: PaymentId, reports: Sequence[ProviderReport]) -> Placement:
        """Book what the provider said and act on it.

        Raises PaymentDeclined; SoldOutWhilePaying after having given the money back; AttemptEnded for an attempt given up before.
        """
        try:
            placement, payment = self._finish(cart_id, payment_id, reports)
        except InsufficientStock as shortage:
            placement, payment = self._give_back(cart_id, payment_id, reports)
            self.settlement.run(payment_id)
            if placement.order is None:
                raise SoldOutWhilePaying(shortage.sku) from shortage
            return placement
        if payment.waiting:
            self.settlement.run(payment_id)
        if placement.order is None and payment.state is PaymentState.FAILED:
            raise PaymentDeclined(payment.decline_reason)
        if placement.status is PlacementStatus.ENDED:
            raise AttemptEnded
        return placement

    def _finish(self, cart_id: CartId, payment_id: PaymentId, reports: Sequence[ProviderReport]) -> tuple[Placement, Payment]:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            checkout = uow.checkouts.locked(cart_id)
            payment = uow.payments.locked(payment_id)
            book(payment, reports, self.ids, now)
            placement = self._act(uow, checkout, payment, now)
            uow.commit()
        return placement, payment

    def _act(self, uow: CheckoutUnitOfWork, checkout: Checkout | None, payment: Payment, now: datetime) -> Placement:
        if checkout is None or checkout.payment_id != payment.id:
            return self._too_late(uow, checkout, payment, now)
        if checkout.state is CheckoutState.PLACED:
            return _placed(uow, checkout, payment)
        if payment.settled:
            order = make_order(uow, checkout, payment, self.numbering, self.ids, self.tokens, now)
            return Placement(PlacementStatus.PLACED, payment.id, order)
        if payment.state not in UNDECIDED:
            checkout.attempt_failed(now)
            uow.stock.release(checkout.cart_id)
        waits = PlacementStatus.REQUIRES_ACTION if payment.state is PaymentState.REQUIRES_ACTION else PlacementStatus.PENDING
        return Placement(waits, payment.id, action_url=payment.action_url)

    def _too_late(self, uow: CheckoutUnitOfWork, checkout: Checkout | None, payment: Payment, now: datetime) -> Placement:
        """The attempt was given up before the provider said yes: whatever it holds goes back."""
        if not payment.waiting:
            payment.ask_release(self._operation_id, now)
        if checkout is not None and checkout.state is CheckoutState.PLACED:
            return _placed(uow, checkout, payment)
        return Placement(PlacementStatus.ENDED, payment.id)

    def _give_back(self, cart_id: CartId, payment_id: PaymentId, reports: Sequence[ProviderReport]) -> tuple[Placement, Payment]:
        """The goods are gone although the money is there: open the checkout again and let the money go."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            checkout = uow.checkouts.locked(cart_id)
            payment = uow.payments.locked(payment_id)
            book(payment, reports, self.ids, now)
            placement = self._reopen(uow, checkout, payment, now)
            uow.commit()
        return placement, payment

    def _reopen(self, uow: CheckoutUnitOfWork, checkout: Checkout | None, payment: Payment, now: datetime) -> Placement:
        if checkout is not None and checkout.state is CheckoutState.PLACED:
            return _placed(uow, checkout, payment)  # A twin had the last unit, for this very cart.
        if not payment.waiting:
            payment.ask_release(self._operation_id, now)
        if checkout is not None and checkout.payment_id == payment.id:
            checkout.attempt_failed(now)
            uow.stock.release(checkout.cart_id)
        return Placement(PlacementStatus.ENDED, payment.id)

    def _operation_id(self) -> OperationId:
        return OperationId(self.ids.new())

    def give_up(self, cart_id: CartId, payment_id: PaymentId) -> bool:
        """End an attempt that the provider has not decided on; False when it was decided meanwhile."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            checkout = uow.checkouts.locked(cart_id)
            payment = uow.payments.locked(payment_id)
            if checkout is None or checkout.payment_id != payment.id or payment.state not in UNDECIDED:
                return False
            payment.ask_cancel(self._operation_id(), now)
            checkout.attempt_failed(now)
            uow.stock.release(cart_id)
            uow.commit()
        self.settlement.run(payment_id)
        return True


def _placed(uow: CheckoutUnitOfWork, checkout: Checkout, payment: Payment) -> Placement:
    order = uow.orders.find_by_cart(checkout.cart_id)
    if order is None:
        raise EntityNotFound("order", str(checkout.order_id))
    return Placement(PlacementStatus.PLACED, payment.id, order)
