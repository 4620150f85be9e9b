"""What ready answers are about, and what changes announce."""

from __future__ import annotations

from collections.abc import Iterable

from domain.shared.ids import ProductId

LISTS = "lists"
CATEGORIES = "categories"
COLLECTIONS = "collections"
CHANNELS = "channels"

#: Products share this many topics: few enough to be fetched together, many enough that a sale leaves most pages in the cache.
_BUCKETS = 256


def product_topic(product_id: ProductId) -> str:
    return f"product:{product_id.int % _BUCKETS}"


def topics_of(product_ids: Iterable[ProductId]) -> set[str]:
    """What a change of these products touches; nothing without products."""
    topics = {product_topic(product_id) for product_id in product_ids}
    return topics | {LISTS} if topics else topics
