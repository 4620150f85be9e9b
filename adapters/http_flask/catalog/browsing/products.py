"""Products for shoppers."""

from __future__ import annotations

from adapters.http_flask.catalog.browsing.queries import ProductsQuery, ViewQuery, browse, wanted_locales
from adapters.http_flask.catalog.browsing.rendering import product_list_body
from adapters.http_flask.catalog.browsing.schemas import ProductListOut, ProductOut
from adapters.http_flask.endpoints import Endpoints, Link
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from application.catalog.browsing.topics import CHANNELS, LISTS, product_topic
from application.catalog.browsing.view_product import ProductMoved, ViewProduct
from application.facade import Application
from application.shared.pagination import InvalidCursor
from domain.shared.errors import EntityNotFound, InvalidValue

PRODUCT_LINK = Link("product", "view_product", {"key": "$response.body#/data/0/slug"})


def storefront_products(app: Application) -> Endpoints:
    api = Endpoints("Products", "/api/v1/products")

    @api.get(
        "",
        "Browse and search products",
        query=ProductsQuery,
        returns=ProductListOut,
        policy=Public(),
        cached=True,
        raises=(EntityNotFound, InvalidCursor, InvalidValue),
        links=(PRODUCT_LINK,),
    )
    def browse_products(call: Call, query: ProductsQuery) -> Reply:
        """Products on sale in a channel. Every filter narrows the list; of `attribute` values with one code, of `vendor` and of
        `tag` any will do. Answers may be a second or two old; carts and checkouts always use the present price and stock."""
        found = app.browsing.browse_products(browse(query, call))
        return Reply(200, product_list_body(found, call), {"Content-Language": found.view.locale}, topics=(LISTS, CHANNELS))

    @api.get(
        "/<key>",
        "See a product",
        query=ViewQuery,
        returns=ProductOut,
        policy=Public(),
        cached=True,
        also={301: "The product has a new slug: see Location"},
        path_params={"key": "The product's slug or id"},
        raises=(EntityNotFound,),
    )
    def view_product(call: Call, query: ViewQuery, key: str) -> Reply:
        """With variants, options, prices, availability, attributes and breadcrumbs. A former slug leads to the present one."""
        found = app.browsing.view_product(ViewProduct(key=key, channel=query.channel, locales=wanted_locales(call, query.locale)))
        if isinstance(found, ProductMoved):
            asked = call.request.query_string.decode("ascii", "replace")
            return Reply(301, None, {"Location": f"{api.prefix}/{found.slug}{'?' if asked else ''}{asked}"}, topics=(LISTS, CHANNELS))
        return Reply(200, found.body, {"Content-Language": found.view.locale}, topics=(product_topic(found.product_id), CHANNELS))

    return api
