"""Loads the demo shop through the use cases: what is missing is made, what is there is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from adapters.demo import goods, shop_settings
from adapters.demo.records import products
from application.facade import Application
from application.shared.actor import Actor

STEPS = 4
Progress = Callable[[str, int, int], None]


class Loaded(Enum):
    """What there was to do."""

    LOADED = "loaded"
    COMPLETE = "complete"
    NOT_EMPTY = "not_empty"


@dataclass(frozen=True)
class DemoShop:
    """Killed at any moment and loaded again it goes on; a complete one is not touched, whatever was changed in it since."""

    app: Application
    actor: Actor

    def load(self, progress: Progress) -> Loaded:
        """`progress(what, done, of)`. A shop that has products of its own stays as it is."""
        app, actor = self.app, self.actor
        if goods.is_complete(app, actor):
            return Loaded.COMPLETE
        known = goods.present_products(app, actor)
        if known and not goods.demo_slugs().intersection(known):
            return Loaded.NOT_EMPTY
        progress("taxes and deliveries", 0, STEPS)
        shop_settings.load_locations(app, actor)
        channels = shop_settings.load_channels(app, actor)
        shop_settings.load_taxes(app, actor)
        shop_settings.load_shipping(app, actor, channels)
        progress("categories and types", 1, STEPS)
        categories = goods.load_categories(app, actor)
        types = goods.load_types(app, actor)
        progress("products", 2, STEPS)
        missing = [record for record in products() if record["slug"] not in known]
        if missing:
            goods.load_products(app, actor, missing, types, categories, channels)
        progress("collections", 3, STEPS)
        goods.load_collections(app, actor, goods.present_products(app, actor), categories, channels)
        goods.show_to_shoppers(app, actor)
        progress("done", STEPS, STEPS)
        return Loaded.LOADED
