"""What a scenario remembers between its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from features.drivers.outcome import Refused


@dataclass
class World:
    """`refusal` is set when the last attempt was refused; `notes` holds what steps name (carts, orders) by a word."""

    refusal: Refused | None = None
    result: Any = None
    notes: dict[str, Any] = field(default_factory=dict)

    def attempt(self, action: Callable[[], Any]) -> None:
        """Do what may be refused; a Then step asks how it ended."""
        self.refusal, self.result = None, None
        try:
            self.result = action()
        except Refused as refusal:
            self.refusal = refusal

    def refused_with(self, code: str) -> Refused:
        assert self.refusal is not None, "the shop did not refuse"
        assert self.refusal.code == code, str(self.refusal)
        return self.refusal
