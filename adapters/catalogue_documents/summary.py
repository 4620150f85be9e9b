"""The short document of a product: what a list shows."""

from __future__ import annotations

from typing import Any

from adapters.catalogue_documents.facts import ChannelFacts, SoldProduct, text_in
from adapters.catalogue_documents.offer import Offer
from adapters.money_text import money_text


def amount_json(amount: int | None, currency: str, locale: str) -> dict[str, Any] | None:
    """Minor units as the API shows money; None stays None."""
    return None if amount is None else {"amount": amount, "currency": currency, "formatted": money_text(amount, currency, locale)}


def summary_of(product: SoldProduct, channel: ChannelFacts, offer: Offer, locale: str) -> dict[str, Any]:
    default, currency = channel.locales[0], channel.currency
    cheapest = offer.cheapest
    return {
        "id": product.id,
        "slug": product.slug,
        "name": text_in(product.name, locale, default),
        "vendor": product.vendor,
        "image": _face(product, locale, default),
        "price": amount_json(cheapest.price.amount, currency, locale),
        "price_to": amount_json(offer.highest, currency, locale),
        "compare_at": amount_json(cheapest.price.compare_at, currency, locale),
        "lowest_price_30_days": amount_json(cheapest.price.prior, currency, locale),
        "availability": offer.availability.value,
        "in_stock": offer.in_stock,
        "variant_count": len(offer.variants),
        "default_variant_id": offer.variants[0].variant.id,
        "_links": {"self": f"/api/v1/products/{product.slug}"},
    }


def _face(product: SoldProduct, locale: str, default: str) -> dict[str, str] | None:
    """The first picture."""
    for item in product.media:
        if item.get("kind", "image") == "image":
            return {"url": item["url"], "alt": text_in(item.get("alt") or {}, locale, default)}
    return None
