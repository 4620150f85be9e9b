"""The catalogue over HTTP, as staff and as a shopper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.catalog.slug import slugified
from features.drivers.amounts import money, money_body
from features.drivers.catalogue import Names, NewProduct, NewVariant, SeenProduct
from features.drivers.http_client import HttpClient
from features.drivers.outcome import Refused

ADMIN = "/api/v1/admin"


def _choices(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"code": slugified(name), "label": {"en": name}} for name in names]


def _options(options: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    return [{"code": slugified(name), "name": {"en": name}, "values": _choices(values)} for name, values in options.items()]


def _variant(variant: NewVariant) -> dict[str, Any]:
    values = {slugified(option): slugified(value) for option, value in variant.values.items()}
    return {"sku": variant.sku, "option_values": values, "barcode": variant.barcode}


@dataclass(frozen=True)
class HttpCatalogue:
    staff: HttpClient
    visitor: HttpClient
    categories: Names = field(default_factory=Names)
    products: Names = field(default_factory=Names)
    others: Names = field(default_factory=Names)

    def _category(self, name: str) -> str:
        return f"{ADMIN}/categories/{self.categories.of(name)}"

    def _product(self, name: str) -> str:
        return f"{ADMIN}/products/{self.products.of(name)}"

    def _changed(self, method: str, resource: str, below: str = "", json: Any = None) -> Any:
        """A write on the present version of a resource."""
        return self.staff.send(method, resource + below, json=json, headers={"If-Match": self.staff.etag(resource)})

    def add_category(self, name: str, parent: str | None = None) -> None:
        body = {"name": {"en": name}, "parent_id": _text(self.categories.find(parent))}
        self.categories.ids[name] = self.staff.post(f"{ADMIN}/categories", body)["id"]

    def move_category(self, name: str, parent: str | None) -> None:
        self._changed("PUT", self._category(name), "/place", {"parent_id": _text(self.categories.find(parent))})

    def order_categories(self, parent: str | None, names: Sequence[str]) -> None:
        order = [self.categories.of(name) for name in names]
        self.staff.put(f"{ADMIN}/categories/order", {"parent_id": _text(self.categories.find(parent)), "order": order})

    def delete_category(self, name: str, products: str = "refuse") -> None:
        self._changed("DELETE", self._category(name), f"?products={products}")

    def tree(self) -> list[str]:
        found = self.staff.get(f"{ADMIN}/categories")["data"]
        ways = [self.staff.get(f"{ADMIN}/categories/{item['id']}")["breadcrumbs"] for item in found]
        return [" > ".join(step["name"]["en"] for step in way) for way in ways]

    def define_attribute(self, code: str, kind: str, choices: Sequence[str] = (), minimum: str | None = None) -> None:
        body = {"code": code, "kind": kind, "label": {"en": code}, "choices": _choices(choices), "rules": {"minimum": minimum}}
        self.others.ids[f"attribute {code}"] = self.staff.post(f"{ADMIN}/attributes", body)["id"]

    def set_choices(self, code: str, choices: Sequence[str]) -> None:
        resource = f"{ADMIN}/attributes/{self.others.of(f'attribute {code}')}"
        self._changed("PATCH", resource, json={"choices": _choices(choices)})

    def define_kind(self, code: str, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        uses = [{"attribute": name, "required": name in required} for name in [*required, *optional]]
        body = {"code": code, "name": {"en": code}, "product_attributes": uses}
        self.others.ids[f"kind {code}"] = self.staff.post(f"{ADMIN}/product-types", body)["id"]

    def create(self, product: NewProduct) -> None:
        body = {
            "name": {"en": product.name},
            "slug": product.address,
            "status": "active" if product.on_sale else "draft",
            "product_type_id": None if product.kind is None else self.others.of(f"kind {product.kind}"),
            "description": {"en": product.description} if product.description else {},
            "tags": list(product.tags),
            "options": _options(product.options),
            "attributes": dict(product.attributes),
            "variants": [_variant(variant) for variant in product.variants],
            "publications": [] if product.channel is None else [{"channel": product.channel}],
            "category_ids": [self.categories.of(name) for name in product.categories],
        }
        self.products.ids[product.name] = self.staff.post(f"{ADMIN}/products", body)["id"]

    def seen(self, name: str) -> SeenProduct:
        product = self.staff.get(self._product(name))
        return SeenProduct(
            product["slug"],
            product["status"],
            product["description"].get("en", ""),
            tuple(product["tags"]),
            tuple(variant["sku"] for variant in product["variants"]),
            {variant["sku"]: variant["option_values"] for variant in product["variants"]},
            product["attributes"],
        )

    def describe(self, name: str, *, address: str | None = None, tags: Sequence[str] | None = None) -> None:
        given = {"slug": address, "tags": None if tags is None else list(tags)}
        self._changed("PATCH", self._product(name), json={key: value for key, value in given.items() if value is not None})

    def answer(self, name: str, attributes: Mapping[str, Any]) -> None:
        self._changed("PATCH", self._product(name), json={"attributes": dict(attributes)})

    def set_options(self, name: str, options: Mapping[str, Sequence[str]]) -> None:
        self._changed("PATCH", self._product(name), json={"options": _options(options)})

    def set_status(self, name: str, status: str) -> None:
        self._changed("PUT", self._product(name), "/status", {"status": status})

    def delete(self, name: str) -> None:
        self._changed("DELETE", self._product(name))

    def add_variant(self, name: str, variant: NewVariant) -> None:
        self._changed("POST", self._product(name), "/variants", _variant(variant))

    def publish(self, name: str, channel: str, since: datetime | None, until: datetime | None) -> None:
        window = {"published_from": since and since.isoformat(), "published_until": until and until.isoformat()}
        self._changed("PUT", self._product(name), f"/publications/{channel}", window)

    def leads_to(self, address: str, channel: str) -> str | None:
        try:
            answer = self.visitor.send("GET", f"/api/v1/products/{address}", params={"channel": channel})
        except Refused as refusal:
            if refusal.code != "not_found":
                raise
            return None
        if answer.status_code == 301:
            return str(answer.headers["Location"].split("?")[0].rsplit("/", 1)[1])
        return str(answer.json()["slug"])

    def open_collection(self, name: str, rules: Sequence[tuple[str, str]] = (), match: str = "all") -> None:
        conditions = [self._condition(kind, value) for kind, value in rules]
        body = {"name": {"en": name}, "rules": {"match": match, "conditions": conditions} if conditions else None}
        self.others.ids[name] = self.staff.post(f"{ADMIN}/collections", body)["id"]

    def _condition(self, kind: str, value: str) -> dict[str, Any]:
        if kind.startswith("price_"):
            channel = self.staff.get(f"{ADMIN}/channels")["data"][0]
            return {"kind": kind, "channel_id": channel["id"], "price": money_body(money(value))}
        return {"kind": kind, "value": str(self.categories.of(value)) if kind == "category" else value}

    def choose(self, collection: str, names: Sequence[str]) -> None:
        resource = f"{ADMIN}/collections/{self.others.of(collection)}"
        self._changed("PUT", resource, "/products", {"order": [self.products.of(name) for name in names]})

    def members(self, collection: str) -> list[str]:
        found = self.staff.get(f"{ADMIN}/collections/{self.others.of(collection)}/products")["data"]
        return [self.products.name_of(member["product_id"]) for member in found]


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)
