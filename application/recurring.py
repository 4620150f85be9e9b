"""What the shop does by itself, and how often: every recurring piece of work in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from application.facade import Application
from application.outbox.prune_delivered import PruneDelivered


@dataclass(frozen=True)
class Recurring:
    """`run` calls one use case; one worker at a time runs it, about once in `every`. It must be safe to repeat."""

    name: str
    every: timedelta
    run: Callable[[Application], object]


RECURRING: tuple[Recurring, ...] = (
    Recurring("outbox.prune_delivered", timedelta(hours=1), lambda app: app.outbox.prune_delivered(PruneDelivered())),
)
