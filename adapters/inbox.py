"""Runs a subscriber's handler so that its unit of work remembers the event in the transaction of the effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from adapters.request_context import AlreadyConsumed, delivering
from application.shared.subscriptions import Envelope, Subscription

Deliver = Callable[[Subscription, Envelope[Any]], bool]


def deliver_once(handlers: Mapping[str, Callable[[Envelope[Any]], None]]) -> Deliver:
    """`handlers` by subscriber name; the result answers False when the event had been consumed before."""

    def deliver(subscription: Subscription, envelope: Envelope[Any]) -> bool:
        with delivering(envelope.event_id, subscription.name):
            try:
                handlers[subscription.name](envelope)
            except AlreadyConsumed:
                return False
        return True

    return deliver
