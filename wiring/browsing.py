"""What shoppers see, and the caches before it."""

from __future__ import annotations

import punq
from redis import Redis

from adapters.cache.cart_views import ReadyCartViews
from adapters.cache.process_cache import ProcessCache
from adapters.cache.ready_answers import LayeredAnswers
from adapters.cache.redis_cache import RedisCache
from adapters.cache.stamps import ProcessStamps, RedisStamps
from adapters.persistence.catalog.browsing.listings import SqlProductListings
from adapters.persistence.catalog.browsing.storefronts import SqlCategoryTree, SqlStorefrontCollections, SqlStorefronts
from adapters.persistence.catalog.product_lists import SqlProductLists
from adapters.persistence.search.product_search import SqlProductSearch
from application.cart.ports import CartViewCache
from application.catalog.browsing.ports import CategoryTree, ProductListings, ProductSearch, StorefrontCollections, Storefronts
from application.catalog.ports import ProductLists
from application.shared.ready_answers import Changes, ReadyAnswers
from wiring.backends import MemoryParts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.catalog.browsing.listings import MemoryProductListings
    from adapters.memory.catalog.browsing.storefronts import MemoryCategoryTree, MemoryStorefrontCollections, MemoryStorefronts
    from adapters.memory.catalog.product_lists import MemoryProductLists
    from adapters.memory.search.product_search import MemoryProductSearch

    container, database = parts.container, parts.database
    register(container, ProductLists, MemoryProductLists(database))
    register(container, Storefronts, MemoryStorefronts(database))
    register(container, ProductListings, MemoryProductListings(database))
    register(container, ProductSearch, MemoryProductSearch(database))
    register(container, CategoryTree, MemoryCategoryTree(database))
    register(container, StorefrontCollections, MemoryStorefrontCollections(database))
    # Documents are computed when they are read: nothing is worth keeping.
    _answers(container, LayeredAnswers(ProcessStamps(), ProcessCache(max_bytes=0), None))


def real(parts: RealParts) -> None:
    container, settings, reads = parts.container, parts.settings, parts.reads
    register(container, ProductLists, SqlProductLists(reads))
    register(container, Storefronts, SqlStorefronts(reads))
    register(container, ProductListings, SqlProductListings(reads))
    register(container, ProductSearch, SqlProductSearch(reads))
    register(container, CategoryTree, SqlCategoryTree(reads))
    register(container, StorefrontCollections, SqlStorefrontCollections(reads))
    # A cache that answers late is worse than none.
    redis = Redis.from_url(settings.redis_url, socket_timeout=0.25, socket_connect_timeout=0.25)
    parts.on_close(redis.close)
    stamps = RedisStamps(redis, settings.cache_stamp_seconds)
    shared = RedisCache(redis, settings.cache_redis_seconds)
    _answers(container, LayeredAnswers(stamps, ProcessCache(settings.cache_process_bytes), shared))
    # A cart is one shopper's: it would only push products out of the process.
    register(container, CartViewCache, ReadyCartViews(LayeredAnswers(stamps, ProcessCache(max_bytes=0), shared)))


def _answers(container: punq.Container, answers: LayeredAnswers) -> None:
    register(container, ReadyAnswers, answers)
    register(container, Changes, answers)
