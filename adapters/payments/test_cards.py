"""The card numbers that the test provider knows. They are published by card networks for tests; no bank account is behind them."""

from __future__ import annotations

from enum import Enum


class Scenario(Enum):
    """What happens to a charge of a card."""

    APPROVE = "approve"
    DECLINE = "decline"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    TIMEOUT = "timeout"
    REQUIRES_ACTION = "requires_action"
    LATE_WEBHOOK = "late_webhook"
    CAPTURE_REFUSED = "capture_refused"
    REFUND_REFUSED = "refund_refused"


CARDS: dict[str, Scenario] = {
    "4242424242424242": Scenario.APPROVE,
    "4000000000000002": Scenario.DECLINE,
    "4000000000009995": Scenario.INSUFFICIENT_FUNDS,
    #: Charged, but the first answer gets lost on the way.
    "4000000000000119": Scenario.TIMEOUT,
    #: The buyer has to confirm at the provider (3-D Secure).
    "4000002500003155": Scenario.REQUIRES_ACTION,
    #: Decided after the answer: the provider reports later.
    "4000000000000077": Scenario.LATE_WEBHOOK,
    "4000000000000341": Scenario.CAPTURE_REFUSED,
    "4000000000005126": Scenario.REFUND_REFUSED,
}

DECLINES = {Scenario.DECLINE: "card_declined", Scenario.INSUFFICIENT_FUNDS: "insufficient_funds"}
