"""Marks for an order's timeline: who, when, under which id."""

from __future__ import annotations

from datetime import datetime

from application.shared.actor import Actor
from application.shared.ids import Ids
from domain.orders.order import Mark
from domain.shared.ids import TimelineEntryId


def mark_by(actor: Actor | str, ids: Ids, now: datetime) -> Mark:
    """A text is for those who are no actor: the buyer, the system. Staff in a customer's place are named, with the customer."""
    key = TimelineEntryId(ids.new())
    if isinstance(actor, str):
        return Mark(key, actor, now)
    if actor.impersonator_id is not None:
        return Mark(key, actor.impersonator or "staff", now, actor.impersonator_id, actor.account_id)
    return Mark(key, actor.label, now, actor.account_id or actor.key_id)


def mark_by_buyer(caller: Actor, ids: Ids, now: datetime) -> Mark:
    """`caller` is whoever came in: buyers stay unnamed, staff who buy in a customer's place do not."""
    return mark_by(caller if caller.impersonator_id is not None else "buyer", ids, now)
