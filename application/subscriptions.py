"""Who listens to what: every subscription of the shop in one table."""

from __future__ import annotations

from application.shared.subscriptions import Subscription

SUBSCRIPTIONS: tuple[Subscription, ...] = ()
