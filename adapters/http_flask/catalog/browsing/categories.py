"""Categories and collections for shoppers."""

from __future__ import annotations

from adapters.http_flask.catalog.browsing.queries import ViewQuery, wanted_locales
from adapters.http_flask.catalog.browsing.rendering import Texts
from adapters.http_flask.catalog.browsing.schemas import CategoryNodeOut, CategoryOut, CollectionOut
from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply, collection
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.catalog.browsing.browse_categories import BrowseCategories
from application.catalog.browsing.browse_collections import BrowseCollections
from application.catalog.browsing.topics import CATEGORIES, CHANNELS, COLLECTIONS
from application.catalog.browsing.view_category import ViewCategory
from application.catalog.browsing.view_collection import ViewCollection
from application.facade import Application
from domain.shared.errors import EntityNotFound


def storefront_categories(app: Application) -> Endpoints:
    api, topics = Endpoints("Categories", "/api/v1/categories"), (CATEGORIES, CHANNELS)

    @api.get(
        "",
        "Browse the category tree",
        query=ViewQuery,
        returns=ListOut[CategoryNodeOut],
        policy=Public(),
        cached=True,
        raises=(EntityNotFound,),
    )
    def browse_categories(call: Call, query: ViewQuery) -> Reply:
        found = app.browsing.browse_categories(BrowseCategories(channel=query.channel, locales=wanted_locales(call, query.locale)))
        texts = Texts(found.locale, found.default_locale)
        body = collection([texts.node(root) for root in found.roots], next_cursor=None, self_link=call.url, next_link=None)
        return Reply(200, body, {"Content-Language": found.locale}, topics=topics)

    @api.get(
        "/<slug>",
        "See a category",
        query=ViewQuery,
        returns=CategoryOut,
        policy=Public(),
        cached=True,
        path_params={"slug": "The category's slug"},
        raises=(EntityNotFound,),
    )
    def view_category(call: Call, query: ViewQuery, slug: str) -> Reply:
        """With its description, what is below it and the way to it from the root."""
        found = app.browsing.view_category(ViewCategory(slug=slug, channel=query.channel, locales=wanted_locales(call, query.locale)))
        texts, category = Texts(found.locale, found.default_locale), found.category
        more = {"description": texts.of(category.description), "seo": texts.seo(category)}
        body = texts.node(category) | more | {"breadcrumbs": [texts.named(node) for node in found.path]}
        return Reply(200, body, {"Content-Language": found.locale}, topics=topics)

    return api


def storefront_collections(app: Application) -> Endpoints:
    api, topics = Endpoints("Collections", "/api/v1/collections"), (COLLECTIONS, CHANNELS)

    @api.get(
        "", "Browse collections", query=ViewQuery, returns=ListOut[CollectionOut], policy=Public(), cached=True, raises=(EntityNotFound,)
    )
    def browse_collections(call: Call, query: ViewQuery) -> Reply:
        found = app.browsing.browse_collections(BrowseCollections(channel=query.channel, locales=wanted_locales(call, query.locale)))
        texts = Texts(found.locale, found.default_locale)
        data = [texts.collection(item) for item in found.collections]
        body = collection(data, next_cursor=None, self_link=call.url, next_link=None)
        return Reply(200, body, {"Content-Language": found.locale}, topics=topics)

    @api.get(
        "/<slug>",
        "See a collection",
        query=ViewQuery,
        returns=CollectionOut,
        policy=Public(),
        cached=True,
        path_params={"slug": "The collection's slug"},
        raises=(EntityNotFound,),
    )
    def view_collection(call: Call, query: ViewQuery, slug: str) -> Reply:
        locales = wanted_locales(call, query.locale)
        found = app.browsing.view_collection(ViewCollection(slug=slug, channel=query.channel, locales=locales))
        body = Texts(found.locale, found.default_locale).collection(found.collection)
        return Reply(200, body, {"Content-Language": found.locale}, topics=topics)

    return api
