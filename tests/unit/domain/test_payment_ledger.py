"""Payments: balances follow from the ledger, repeats change nothing, nothing impossible is booked."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.payments.errors import ExceedsCapturable, ExceedsRefundable, LedgerMismatch, PaymentNotVoidable
from domain.payments.ledger import EventKind, Operation, OperationKind, OperationState, PaymentEvent, balances_of
from domain.payments.payment import Payment
from domain.payments.states import PaymentState
from domain.shared.ids import CartId, OperationId, PaymentEventId, PaymentId
from domain.shared.money import Money
from domain.shared.state_machine import IllegalTransition

REPORTED = {OperationKind.CAPTURE: EventKind.CAPTURED, OperationKind.REFUND: EventKind.REFUNDED, OperationKind.VOID: EventKind.VOIDED}
NOW = datetime(2026, 1, 15, tzinfo=UTC)


def eur(amount: int) -> Money:
    return Money.of(amount, "EUR")


def a_payment(amount: int = 10_000) -> Payment:
    return Payment(PaymentId(UUID(int=1)), CartId(UUID(int=2)), eur(amount), "card", "test", None, NOW)


def report(kind: EventKind, amount: int, name: str | None = None) -> PaymentEvent:
    return PaymentEvent(PaymentEventId(uuid4()), name or str(uuid4()), kind, amount, NOW)


def authorized(amount: int = 10_000) -> Payment:
    payment = a_payment(amount)
    payment.book(report(EventKind.AUTHORIZED, amount), NOW)
    return payment


def test_a_repeated_report_changes_nothing() -> None:
    payment = a_payment()
    assert payment.book(report(EventKind.AUTHORIZED, 10_000, "evt_1"), NOW)
    events = len(payment.release_events())
    assert not payment.book(report(EventKind.AUTHORIZED, 10_000, "evt_1"), NOW)
    assert (payment.authorized, events, payment.release_events()) == (10_000, 1, [])


def test_more_than_authorized_is_never_captured() -> None:
    payment = authorized()
    with pytest.raises(ExceedsCapturable) as refusal:
        payment.ask_capture(OperationId(uuid4()), eur(10_001), NOW)
    assert refusal.value.capturable == 10_000
    with pytest.raises(LedgerMismatch):
        payment.book(report(EventKind.CAPTURED, 10_001), NOW)


def test_what_is_spoken_for_cannot_be_taken_twice() -> None:
    payment = authorized()
    payment.ask_capture(OperationId(uuid4()), eur(6_000), NOW)
    with pytest.raises(ExceedsCapturable):
        payment.ask_capture(OperationId(uuid4()), eur(4_001), NOW)
    with pytest.raises(PaymentNotVoidable):
        payment.ask_void(OperationId(uuid4()), NOW)


def test_more_than_captured_is_never_refunded() -> None:
    payment = authorized()
    payment.book(report(EventKind.CAPTURED, 7_000), NOW)
    payment.ask_refund(OperationId(uuid4()), eur(5_000), NOW)
    with pytest.raises(ExceedsRefundable) as refusal:
        payment.ask_refund(OperationId(uuid4()), eur(2_001), NOW)
    assert refusal.value.refundable == 2_000


@pytest.mark.parametrize(
    ("reports", "state"),
    [
        ([(EventKind.PROMISED, 100)], PaymentState.PROMISED),
        ([(EventKind.REQUIRES_ACTION, 0)], PaymentState.REQUIRES_ACTION),
        ([(EventKind.PENDING, 0), (EventKind.AUTHORIZED, 100)], PaymentState.AUTHORIZED),
        ([(EventKind.FAILED, 0)], PaymentState.FAILED),
        ([(EventKind.AUTHORIZED, 100), (EventKind.VOIDED, 100)], PaymentState.VOIDED),
        ([(EventKind.AUTHORIZED, 100), (EventKind.CAPTURED, 40)], PaymentState.PARTIALLY_CAPTURED),
        ([(EventKind.AUTHORIZED, 100), (EventKind.CAPTURED, 40), (EventKind.VOIDED, 60)], PaymentState.CAPTURED),
        ([(EventKind.AUTHORIZED, 100), (EventKind.CAPTURED, 100), (EventKind.REFUNDED, 30)], PaymentState.PARTIALLY_REFUNDED),
        ([(EventKind.AUTHORIZED, 100), (EventKind.CAPTURED, 100), (EventKind.REFUNDED, 100)], PaymentState.REFUNDED),
        ([(EventKind.PROMISED, 0)], PaymentState.PROMISED),
    ],
)
def test_the_state_follows_from_the_ledger(reports: list[tuple[EventKind, int]], state: PaymentState) -> None:
    payment = a_payment(100)
    for kind, amount in reports:
        payment.book(report(kind, amount), NOW)
    assert payment.state is state


class AnyLedger(RuleBasedStateMachine):
    """Whatever is asked and reported, in whatever order: balances stay sound and equal to the ledger's sums."""

    def __init__(self) -> None:
        super().__init__()
        self.payment = a_payment(1_000)

    @rule(kind=st.sampled_from(EventKind), amount=st.integers(0, 1_200), name=st.integers(0, 30))
    def the_provider_reports(self, kind: EventKind, amount: int, name: int) -> None:
        try:
            self.payment.book(report(kind, amount, f"evt_{name}"), NOW)
        except (LedgerMismatch, IllegalTransition):
            return  # refused: the invariant below checks that nothing was booked

    @rule(kind=st.sampled_from(OperationKind), amount=st.integers(1, 1_200), succeeds=st.booleans())
    def the_shop_asks(self, kind: OperationKind, amount: int, succeeds: bool) -> None:
        operation = self._asked(kind, eur(amount))
        if operation is None:
            return
        if succeeds:
            self.payment.book(report(REPORTED[kind], operation.amount), NOW)
        state = OperationState.DONE if succeeds else OperationState.FAILED
        self.payment.finish(operation.id, state, "", NOW)

    def _asked(self, kind: OperationKind, amount: Money) -> Operation | None:
        key = OperationId(uuid4())
        try:
            if kind is OperationKind.CAPTURE:
                return self.payment.ask_capture(key, amount, NOW)
            return self.payment.ask_refund(key, amount, NOW) if kind is OperationKind.REFUND else self.payment.ask_void(key, NOW)
        except (ExceedsCapturable, ExceedsRefundable, PaymentNotVoidable):
            return None

    @invariant()
    def balances_are_the_sums_of_the_ledger_and_sound(self) -> None:
        assert self.payment.balances == balances_of(self.payment.ledger)
        assert self.payment.balances.sound


TestAnyLedger = AnyLedger.TestCase
TestAnyLedger.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
