"""Marks for an order's timeline: who, when, under which id."""

from __future__ import annotations

from datetime import datetime

from application.shared.actor import Actor
from application.shared.ids import Ids
from domain.orders.order import Mark
from domain.shared.ids import TimelineEntryId


def mark_by(actor: Actor | str, ids: Ids, now: datetime) -> Mark:
    return Mark(TimelineEntryId(ids.new()), actor if isinstance(actor, str) else actor.label, now)
