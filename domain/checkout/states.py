"""The steps of a checkout, as a machine."""

from __future__ import annotations

from enum import Enum

from domain.shared.state_machine import StateMachine


class CheckoutState(Enum):
    """Named by what the buyer is asked for next; `review` asks for nothing more than to order."""

    EMAIL = "email"
    ADDRESSES = "addresses"
    SHIPPING = "shipping"
    PAYMENT = "payment"
    REVIEW = "review"
    PLACING = "placing"
    PLACED = "placed"


S = CheckoutState
#: What a buyer can fill in, in any order: a change may lead to any of these, also back.
OPEN = frozenset({S.EMAIL, S.ADDRESSES, S.SHIPPING, S.PAYMENT, S.REVIEW})

#: While `placing`, money is under way and nothing may change; a failed attempt opens the checkout again.
CHECKOUT = StateMachine(
    "checkout",
    S.EMAIL,
    {
        S.EMAIL: OPEN,
        S.ADDRESSES: OPEN,
        S.SHIPPING: OPEN,
        S.PAYMENT: OPEN,
        S.REVIEW: OPEN | {S.PLACING},
        S.PLACING: OPEN | {S.PLACED},
        S.PLACED: frozenset[S](),
    },
)
