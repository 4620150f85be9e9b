"""Finding the storefront and the language of a request."""

from __future__ import annotations

from collections.abc import Sequence

from application.catalog.browsing.criteria import View
from application.catalog.browsing.locales import best_locale
from application.catalog.browsing.ports import Storefronts
from application.catalog.browsing.results import Storefront
from domain.shared.errors import EntityNotFound


def storefront_view(storefronts: Storefronts, channel: str | None, locales: Sequence[str]) -> tuple[Storefront, View]:
    """Raises EntityNotFound for a channel that does not exist."""
    storefront = storefronts.find(channel)
    if storefront is None:
        raise EntityNotFound("channel", channel or "default")
    return storefront, View(storefront.id, best_locale(locales, storefront.locales))
