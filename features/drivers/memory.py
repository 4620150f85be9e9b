"""The memory driver: use cases called directly on the in-memory adapters."""

from __future__ import annotations

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from bootstrap import Backend, Overrides, build
from features.drivers.channels import MemoryChannels
from features.drivers.shop import Shop


def memory_shop(settings: Settings) -> Shop:
    clock = AdjustableClock()
    app = build(settings, Backend.MEMORY, Overrides(clock=clock))
    shop = Shop(
        app=app,
        clock=clock,
        settle=lambda: None,
        channels=MemoryChannels(app),
    )
    shop.closers.append(app.close)
    return shop
