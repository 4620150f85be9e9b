"""What the application depends on, asked whether it answers; and numbers an operator watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


class Probe(Protocol):
    """One dependency. `check` answers within two seconds."""

    @property
    def name(self) -> str:
        """`database`, `redis`, `migrations`."""
        ...

    def check(self) -> str | None:
        """None when it is well, else what is wrong in a few words, without addresses or secrets."""
        ...


#: Gauges by name at this moment, `outbox_pending` → 12; may ask the database, so it is read once a scrape.
Gauges = Callable[[], Mapping[str, float]]


def no_gauges() -> Mapping[str, float]:
    """An application in memory has no pools and no backlog."""
    return {}


@dataclass(frozen=True)
class Health:
    """What an operator may ask of a running application."""

    probes: tuple[Probe, ...] = ()
    gauges: Gauges = no_gauges
