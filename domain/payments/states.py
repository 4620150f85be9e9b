"""The states of a payment, as a machine."""

from __future__ import annotations

from enum import Enum

from domain.shared.state_machine import StateMachine


class PaymentState(Enum):
    """`intent`: written down before the provider is asked. `promised`: to be paid later (invoice, transfer, cash)."""

    INTENT = "intent"
    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    PROMISED = "promised"
    AUTHORIZED = "authorized"
    PARTIALLY_CAPTURED = "partially_captured"
    CAPTURED = "captured"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"
    FAILED = "failed"


S = PaymentState
_OUTCOMES = frozenset({S.PENDING, S.REQUIRES_ACTION, S.PROMISED, S.AUTHORIZED, S.PARTIALLY_CAPTURED, S.CAPTURED, S.FAILED, S.VOIDED})
_TAKEN = frozenset({S.PARTIALLY_CAPTURED, S.CAPTURED, S.PARTIALLY_REFUNDED, S.REFUNDED})

PAYMENT = StateMachine(
    "payment",
    S.INTENT,
    {
        S.INTENT: _OUTCOMES,
        S.PENDING: _OUTCOMES,
        S.REQUIRES_ACTION: _OUTCOMES,
        S.PROMISED: frozenset({S.PARTIALLY_CAPTURED, S.CAPTURED, S.VOIDED}),
        S.AUTHORIZED: frozenset({S.PARTIALLY_CAPTURED, S.CAPTURED, S.VOIDED}),
        S.PARTIALLY_CAPTURED: _TAKEN,
        S.CAPTURED: frozenset({S.PARTIALLY_REFUNDED, S.REFUNDED}),
        S.PARTIALLY_REFUNDED: _TAKEN,
        S.REFUNDED: frozenset[S](),
        S.VOIDED: frozenset[S](),
        S.FAILED: frozenset[S](),
    },
)

#: The money is certain enough to make an order.
SETTLED = frozenset({S.PROMISED, S.AUTHORIZED, S.PARTIALLY_CAPTURED, S.CAPTURED})
#: The provider has not said yes or no.
UNDECIDED = frozenset({S.INTENT, S.PENDING, S.REQUIRES_ACTION})
