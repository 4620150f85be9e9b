"""Putting ready documents together to answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson

from adapters.http_flask.requests import Call
from adapters.money_text import money_text
from application.catalog.browsing.browse_products import ProductList
from application.catalog.browsing.results import CategoryNode, CollectionEntry, Facets, FacetValue
from domain.shared.localized_text import LocalizedText


def product_list_body(found: ProductList, call: Call) -> bytes:
    """The documents go out as they are; only what surrounds them is made here."""
    links = {"self": call.url}
    if found.next_cursor is not None:
        links["next"] = next_page(call, found.next_cursor)
    frame: dict[str, Any] = {"page": {"next_cursor": found.next_cursor, "size": len(found.items)}, "links": links}
    if found.facets is not None:
        frame["facets"] = facets_json(found.facets, found.currency, found.view.locale)
    return b'{"data":[' + b",".join(found.items) + b"]," + orjson.dumps(frame)[1:]


def next_page(call: Call, cursor: str) -> str:
    given = [(name, value) for name, value in call.request.args.items(multi=True) if name != "cursor"]
    return f"{call.request.path}?{urlencode([*given, ('cursor', cursor)])}"


def facets_json(facets: Facets, currency: str, locale: str) -> dict[str, Any]:
    def money(amount: int | None) -> dict[str, Any] | None:
        return None if amount is None else {"amount": amount, "currency": currency, "formatted": money_text(amount, currency, locale)}

    return {
        "categories": _values(facets.categories),
        "collections": _values(facets.collections),
        "vendors": _values(facets.vendors),
        "tags": _values(facets.tags),
        "attributes": [{"code": item.code, "label": item.label, "values": _values(item.values)} for item in facets.attributes],
        "in_stock": facets.in_stock,
        "price": {"lowest": money(facets.lowest), "highest": money(facets.highest)},
        "complete": facets.complete,
    }


def _values(values: tuple[FacetValue, ...]) -> list[dict[str, Any]]:
    return [{"value": item.value, "label": item.label, "count": item.count} for item in values]


class Texts:
    """Localized texts in one language."""

    def __init__(self, locale: str, default: str) -> None:
        self._locale, self._default = locale, default

    def of(self, text: LocalizedText) -> str:
        return text.get(self._locale, self._default)

    def node(self, node: CategoryNode) -> dict[str, Any]:
        return {
            "id": node.id,
            "slug": node.slug,
            "name": self.of(node.name),
            "children": [self.node(child) for child in node.children],
            "_links": {"self": f"/api/v1/categories/{node.slug}", "products": f"/api/v1/products?category={node.slug}"},
        }

    def collection(self, item: CollectionEntry) -> dict[str, Any]:
        return {
            "id": item.id,
            "slug": item.slug,
            "name": self.of(item.name),
            "description": self.of(item.description),
            "seo": self.seo(item),
            "_links": {"self": f"/api/v1/collections/{item.slug}", "products": f"/api/v1/products?collection={item.slug}"},
        }

    def named(self, node: CategoryNode) -> dict[str, Any]:
        return {"slug": node.slug, "name": self.of(node.name)}

    def seo(self, item: CategoryNode | CollectionEntry) -> dict[str, str]:
        return {"title": self.of(item.seo_title) or self.of(item.name), "description": self.of(item.seo_description)}
