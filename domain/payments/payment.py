"""A payment: an intent to take an amount, its ledger, and what may still be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from domain.payments import events as happened
from domain.payments.errors import ExceedsCapturable, ExceedsRefundable, LedgerMismatch, OperationRunning, PaymentNotVoidable
from domain.payments.ledger import Balances, EventKind, Operation, OperationKind, OperationState, PaymentEvent, balances_of, state_of
from domain.payments.states import PAYMENT, SETTLED, UNDECIDED
from domain.shared.aggregate import Aggregate
from domain.shared.currency import Currency
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shared.ids import CartId, OperationId, OrderId, PaymentId
from domain.shared.money import CurrencyMismatch, Money

_ANNOUNCED: dict[EventKind, type[happened.PaymentMoved]] = {
    EventKind.PROMISED: happened.PaymentPromised,
    EventKind.AUTHORIZED: happened.PaymentAuthorized,
    EventKind.CAPTURED: happened.PaymentCaptured,
    EventKind.REFUNDED: happened.PaymentRefunded,
    EventKind.VOIDED: happened.PaymentVoided,
}


class Payment(Aggregate):
    """One attempt to pay one cart. Balances are sums over `ledger`; `operations` are what the shop asked of the provider."""

    def __init__(
        self,
        id: PaymentId,  # noqa: A002 - the field's word
        cart_id: CartId,
        amount: Money,
        method: str,
        gateway: str,
        instrument: str | None,
        now: datetime,
    ) -> None:
        super().__init__(now)
        if amount.amount < 0:
            raise InvalidValue("amount", "must not be negative")
        self.id = id
        self.cart_id = cart_id
        self.order_id: OrderId | None = None
        self.method = method
        self.gateway = gateway
        self.instrument = instrument
        self.currency: Currency = amount.currency
        self.requested = amount.amount
        self.state = PAYMENT.initial
        #: The provider's name of the charge, once known.
        self.reference: str | None = None
        #: Where the buyer has to go (3-D Secure and the like) while the state is requires_action.
        self.action_url: str | None = None
        self.promised = self.authorized = self.captured = self.refunded = self.voided = 0
        self.operations: tuple[Operation, ...] = ()
        #: Whether an operation waits for the provider: what the sweeper looks for.
        self.unsettled = False
        self.ledger: list[PaymentEvent] = []

    @property
    def amount(self) -> Money:
        return Money(self.requested, self.currency)

    @property
    def balances(self) -> Balances:
        return Balances(self.promised, self.authorized, self.captured, self.refunded, self.voided)

    @property
    def settled(self) -> bool:
        """The money is certain enough to make an order."""
        return self.state in SETTLED

    @property
    def decline_reason(self) -> str:
        return next((event.detail for event in reversed(self.ledger) if event.kind is EventKind.FAILED), "declined")

    def knows(self, provider_event_id: str) -> bool:
        return any(event.provider_event_id == provider_event_id for event in self.ledger)

    def book(self, event: PaymentEvent, now: datetime) -> bool:
        """Add a report to the ledger. False: it was there already, nothing changed. Raises LedgerMismatch for an impossible one."""
        if self.knows(event.provider_event_id):
            return False
        balances = balances_of([*self.ledger, event])
        if not balances.sound or event.amount < 0:
            raise LedgerMismatch(event.provider_event_id)
        target = state_of(balances, event.kind)
        if target is not self.state:
            self.state = PAYMENT.advance(self.state, target)
        return self._remember(event, balances, now)

    def _remember(self, event: PaymentEvent, balances: Balances, now: datetime) -> bool:
        self.ledger.append(event)
        self.promised, self.authorized = balances.promised, balances.authorized
        self.captured, self.refunded, self.voided = balances.captured, balances.refunded, balances.voided
        self._announce(event, now)
        self.touch(now)
        return True

    def _announce(self, event: PaymentEvent, now: datetime) -> None:
        amount = Money(event.amount, self.currency)
        if event.kind is EventKind.FAILED:
            self.record(
                happened.PaymentFailed(payment_id=self.id, order_id=self.order_id, amount=amount, reason=event.detail, occurred_at=now)
            )
        elif event.kind in _ANNOUNCED:
            kind = _ANNOUNCED[event.kind]
            self.record(kind(payment_id=self.id, order_id=self.order_id, amount=amount, occurred_at=now))

    def belongs_to(self, order_id: OrderId, now: datetime) -> None:
        self.order_id = order_id
        self.touch(now)

    def _waiting(self, kind: OperationKind) -> int:
        return sum(op.amount for op in self.operations if op.kind is kind and op.state is OperationState.PENDING)

    @property
    def capturable(self) -> Money:
        """Agreed, not taken, not spoken for."""
        if self._waiting(OperationKind.VOID):
            return Money.zero(self.currency)
        return Money(self.balances.chargeable - self.captured - self._waiting(OperationKind.CAPTURE), self.currency)

    @property
    def refundable(self) -> Money:
        """Taken, not given back, not spoken for."""
        return Money(self.captured - self.refunded - self._waiting(OperationKind.REFUND), self.currency)

    def _check(self, amount: Money) -> None:
        if amount.currency != self.currency:
            raise CurrencyMismatch(self.currency.code, amount.currency.code, "amount/currency")
        if amount.amount <= 0:
            raise InvalidValue("amount", "must be more than zero")

    def ask_capture(self, id: OperationId, amount: Money, now: datetime) -> Operation:  # noqa: A002 - the field's word
        self._check(amount)
        if amount > self.capturable:
            raise ExceedsCapturable(amount.amount, self.capturable.amount, self.currency.code)
        return self._ask(Operation(id, OperationKind.CAPTURE, amount.amount, now), now)

    def ask_refund(self, id: OperationId, amount: Money, now: datetime) -> Operation:  # noqa: A002 - the field's word
        self._check(amount)
        if amount > self.refundable:
            raise ExceedsRefundable(amount.amount, self.refundable.amount, self.currency.code)
        return self._ask(Operation(id, OperationKind.REFUND, amount.amount, now), now)

    def ask_void(self, id: OperationId, now: datetime) -> Operation:  # noqa: A002 - the field's word
        """Let go of everything agreed and not taken."""
        if not self.capturable or self._waiting(OperationKind.CAPTURE):
            raise PaymentNotVoidable(self.state.value)
        return self._ask(Operation(id, OperationKind.VOID, self.capturable.amount, now), now)

    def ask_cancel(self, id: OperationId, now: datetime) -> Operation:  # noqa: A002 - the field's word
        """Give up an attempt that the provider has not decided on, whatever it may have decided meanwhile."""
        if self.state not in UNDECIDED:
            raise PaymentNotVoidable(self.state.value)
        return self._ask(Operation(id, OperationKind.VOID, 0, now), now)

    def ask_release(self, ids: Callable[[], OperationId], now: datetime) -> tuple[Operation, ...]:
        """Give the buyer back everything that is held or taken: void the one, refund the other. Raises OperationRunning."""
        if self._waiting(OperationKind.CAPTURE):
            raise OperationRunning(OperationKind.CAPTURE.value)
        asked = []
        if self.capturable:
            asked.append(self.ask_void(ids(), now))
        if self.refundable:
            asked.append(self.ask_refund(ids(), self.refundable, now))
        return tuple(asked)

    def _ask(self, operation: Operation, now: datetime) -> Operation:
        self.operations = (*self.operations, operation)
        self.unsettled = True
        self.touch(now)
        return operation

    def was_asked(self, operation_id: OperationId) -> bool:
        return any(op.id == operation_id for op in self.operations)

    def operation(self, operation_id: OperationId) -> Operation:
        found = next((op for op in self.operations if op.id == operation_id), None)
        if found is None:
            raise EntityNotFound("payment operation", str(operation_id))
        return found

    @property
    def waiting(self) -> tuple[Operation, ...]:
        return tuple(op for op in self.operations if op.state is OperationState.PENDING)

    def finish(self, operation_id: OperationId, state: OperationState, detail: str, now: datetime) -> None:
        """Note how the provider answered; what was spoken for is free again (its effect is in the ledger)."""
        self.operations = tuple(replace(op, state=state, detail=detail) if op.id == operation_id else op for op in self.operations)
        self.unsettled = bool(self.waiting)
        self.touch(now)
