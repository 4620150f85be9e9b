"""Browsing the shop: what shoppers see in lists, on product pages and in the tree of categories."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from application.catalog.browsing.browse_categories import BrowseCategories
from application.catalog.browsing.browse_products import BrowseProducts
from application.catalog.browsing.criteria import Sort
from application.catalog.browsing.results import CategoryNode
from application.catalog.browsing.view_product import ProductMoved, ViewProduct
from application.facade import Application
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals


@dataclass(frozen=True)
class Look:
    """What a shopper looks for; slugs for category and collection, `code:value` for attributes, minor units for prices."""

    q: str = ""
    category: str | None = None
    collection: str | None = None
    attribute: tuple[str, ...] = ()
    vendor: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    in_stock: bool | None = None
    price_from: int | None = None
    price_to: int | None = None
    sort: str | None = None
    locale: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True)
class Window:
    """What the shopper sees: products in order, where it goes on, and counts by attribute code, value label first."""

    products: list[dict[str, Any]]
    cursor: str | None
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [product["name"] for product in self.products]


class BrowsingDriver(Protocol):
    def browse(self, look: Look) -> Window: ...

    def page(self, key: str, locale: str | None = None) -> dict[str, Any]:
        """The product's page by slug, old or new; `moved` tells whether the slug was an old one."""
        ...

    def categories(self) -> list[str]:
        """Every path of the tree: `Clothes`, `Clothes > Shirts`."""
        ...


@dataclass(frozen=True)
class MemoryBrowsing:
    app: Application

    def browse(self, look: Look) -> Window:
        with refusals():
            found = self.app.browsing.browse_products(
                BrowseProducts(
                    text=look.q,
                    category=look.category,
                    collection=look.collection,
                    attributes=_by_code(look.attribute),
                    vendors=look.vendor,
                    tags=look.tag,
                    in_stock=look.in_stock,
                    price_from=look.price_from,
                    price_to=look.price_to,
                    sort=None if look.sort is None else Sort(look.sort),
                    locales=() if look.locale is None else (look.locale,),
                    limit=look.limit,
                    cursor=look.cursor,
                    facets=True,
                )
            )
        assert found.facets is not None
        counts = {facet.code: {value.label: value.count for value in facet.values} for facet in found.facets.attributes}
        return Window([orjson.loads(item) for item in found.items], found.next_cursor, counts)

    def page(self, key: str, locale: str | None = None) -> dict[str, Any]:
        with refusals():
            shown = self.app.browsing.view_product(ViewProduct(key=key, locales=() if locale is None else (locale,)))
        if isinstance(shown, ProductMoved):
            return self.page(shown.slug, locale) | {"moved": True}
        document: dict[str, Any] = orjson.loads(shown.body)
        return document | {"moved": False}

    def categories(self) -> list[str]:
        return [path for root in self.app.browsing.browse_categories(BrowseCategories()).roots for path in _paths(root, "")]


def _by_code(attributes: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    codes = dict.fromkeys(item.partition(":")[0] for item in attributes)
    return tuple((code, tuple(item.partition(":")[2] for item in attributes if item.startswith(f"{code}:"))) for code in codes)


def _paths(node: CategoryNode, above: str) -> list[str]:
    here = above + node.name.get("en")
    return [here, *(path for child in node.children for path in _paths(child, f"{here} > "))]


@dataclass(frozen=True)
class HttpBrowsing:
    visitor: HttpClient

    def browse(self, look: Look) -> Window:
        given = {name: value for name, value in vars(look).items() if value not in (None, (), "")}
        found = self.visitor.get("/api/v1/products", facets=True, **given)
        counts = {facet["code"]: {value["label"]: value["count"] for value in facet["values"]} for facet in found["facets"]["attributes"]}
        return Window(found["data"], found["page"]["next_cursor"], counts)

    def page(self, key: str, locale: str | None = None) -> dict[str, Any]:
        answer = self.visitor.send("GET", f"/api/v1/products/{key}", params={} if locale is None else {"locale": locale})
        if answer.status_code == 301:
            return self.page(answer.headers["Location"].rpartition("/")[2], locale) | {"moved": True}
        document: dict[str, Any] = answer.json()
        return document | {"moved": False}

    def categories(self) -> list[str]:
        return [path for root in self.visitor.get("/api/v1/categories")["data"] for path in _json_paths(root, "")]


def _json_paths(node: dict[str, Any], above: str) -> list[str]:
    here = above + node["name"]
    return [here, *(path for child in node["children"] for path in _json_paths(child, f"{here} > "))]
