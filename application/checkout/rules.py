"""How patient a checkout is, as the installation sets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class CheckoutRules:
    """`reservation`: how long stock is held while a buyer pays. `patience`: how long an undecided payment may take before it is
    given up. `quiet`: how long a payment must have been under way before the sweeper looks after it. `return_url`: where a
    provider sends the buyer back to."""

    reservation: timedelta = timedelta(minutes=15)
    patience: timedelta = timedelta(hours=1)
    quiet: timedelta = timedelta(seconds=60)
    return_url: str = ""
