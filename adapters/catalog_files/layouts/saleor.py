"""A Saleor catalogue dump (JSON of Django models) as rows of our fields."""

from __future__ import annotations

import gzip
import html
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import IO, Any

import orjson

from adapters.catalog_files.errors import UnreadableCatalog
from adapters.catalog_files.rows import Row, Source
from domain.shared.currency import Currency

#: The dump is one JSON document and is read as a whole; shops of that size fit.
MAX_BYTES = 200_000_000

COLUMNS = (
    *("handle", "title", "html", "product_type", "category", "published", "status"),
    *("option1_name", "option1_value", "option2_name", "option2_value", "option3_name", "option3_value"),
    *("sku", "price", "tracked", "quantity", "weight", "weight_unit", "requires_shipping"),
    *("image", "image_alt", "seo_title", "seo_description", "attributes"),
)

Fields = Mapping[str, Any]


class _Dump:
    """The dump by model, with its references resolved."""

    def __init__(self, objects: list[Any]) -> None:
        self._by_model: dict[str, dict[Any, Fields]] = defaultdict(dict)
        for item in objects:
            self._by_model[item["model"]][item["pk"]] = item["fields"]

    def all(self, model: str) -> dict[Any, Fields]:
        return self._by_model.get(model, {})

    def get(self, model: str, key: Any) -> Fields:
        return self.all(model).get(key, {})

    def grouped(self, model: str, by: str) -> dict[Any, list[tuple[Any, Fields]]]:
        found: dict[Any, list[tuple[Any, Fields]]] = defaultdict(list)
        for key, fields in self.all(model).items():
            found[fields[by]].append((key, fields))
        return found


def saleor_rows(content: IO[bytes] | Any, currency: Currency) -> Source:
    """Rows in the order of the dump, with the prices of the Saleor channel that sells in `currency`. Raises UnreadableCatalog."""
    data = content.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableCatalog(f"it is larger than {MAX_BYTES} bytes")
    try:
        objects = orjson.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        dump = _Dump(objects)
        channel = next((key for key, item in dump.all("channel.channel").items() if item["currency_code"] == currency.code), None)
        if channel is None:
            known = ", ".join(sorted({item["currency_code"] for item in dump.all("channel.channel").values()}))
            raise UnreadableCatalog(f"no channel in it sells in {currency.code}, only in {known or 'nothing'}")
        rows = list(_Products(dump, channel).rows())
    except (orjson.JSONDecodeError, OSError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableCatalog(f"it is no Saleor dump ({type(error).__name__}: {error})") from None
    return Source({name: name for name in COLUMNS}, iter(rows))


class _Products:
    """Writes each product as a product row followed by rows for further variants and pictures."""

    def __init__(self, dump: _Dump, channel: Any) -> None:
        self._dump = dump
        self._listed = {item["product"]: item for item in dump.all("product.productchannellisting").values() if item["channel"] == channel}
        self._prices = {
            item["variant"]: item["price_amount"]
            for item in dump.all("product.productvariantchannellisting").values()
            if item["channel"] == channel
        }
        self._variants = dump.grouped("product.productvariant", "product")
        self._media = dump.grouped("product.productmedia", "product")
        self._stocks = dump.grouped("warehouse.stock", "product_variant")
        self._values = dump.grouped("attribute.assignedproductattributevalue", "product")
        self._assignments = dump.grouped("attribute.assignedvariantattribute", "variant")
        self._assigned = dump.grouped("attribute.assignedvariantattributevalue", "assignment")
        self._line = 1

    def rows(self) -> Iterator[Row]:
        for key, product in self._dump.all("product.product").items():
            variants = sorted(self._variants[key], key=lambda item: (item[1]["sort_order"] or 0, item[0]))
            media = sorted(self._media[key], key=lambda item: (item[1]["sort_order"] or 0, item[0]))
            for index in range(max(len(variants), len(media), 1)):
                values = dict.fromkeys(COLUMNS, "") | {"handle": product["slug"]}
                if index == 0:
                    values |= self._product(key, product)
                if index < len(variants):
                    values |= self._variant(*variants[index], key, product)
                if index < len(media):
                    values |= self._picture(media[index][1])
                self._line += 1
                yield Row(self._line, values, self._attributes(key) if index == 0 else {})

    def _product(self, key: Any, product: Fields) -> dict[str, str]:
        return {
            "title": product["name"],
            "html": _paragraphs(product),
            "product_type": self._dump.get("product.producttype", product["product_type"]).get("name", ""),
            "category": self._path(product["category"]),
            "published": str(bool(self._listed.get(key, {}).get("is_published"))).lower(),
            "status": "active",
            "seo_title": product["seo_title"] or "",
            "seo_description": product["seo_description"] or "",
        }

    def _path(self, key: Any) -> str:
        names: list[str] = []
        while key is not None and len(names) < 50:
            category = self._dump.get("product.category", key)
            names.insert(0, category.get("name", ""))
            key = category.get("parent")
        return ">".join(names)

    def _variant(self, key: Any, variant: Fields, product_key: Any, product: Fields) -> dict[str, str]:
        kind = self._dump.get("product.producttype", product["product_type"])
        stocks = [item["quantity"] for _, item in self._stocks[key]]
        number, _, unit = (variant["weight"] or product["weight"] or "").partition(":")
        values = {
            "sku": variant["sku"] or "",
            "price": self._prices.get(key) or "",
            "tracked": str(bool(variant["track_inventory"])).lower(),
            "quantity": str(sum(stocks)) if stocks else "",
            "weight": number,
            "weight_unit": unit,
            "requires_shipping": str(bool(kind.get("is_shipping_required", True))).lower(),
        }
        alone = len(self._variants[product_key]) == 1
        for position, (name, value) in enumerate(self._options(key, variant, alone)[:3], 1):
            values |= {f"option{position}_name": name, f"option{position}_value": value}
        return values

    def _options(self, key: Any, variant: Fields, alone: bool) -> list[tuple[str, str]]:
        found = []
        for assignment, _ in self._assignments[key]:
            for _, assigned in self._assigned[assignment]:
                value = self._dump.get("attribute.attributevalue", assigned["value"])
                found.append((self._dump.get("attribute.attribute", value["attribute"])["name"], value["name"]))
        # A variant without attributes is told apart by its name alone.
        return found if found or alone else [("Variant", variant["name"] or variant["sku"] or "")]

    def _picture(self, media: Fields) -> dict[str, str]:
        address = media["external_url"] or (f"/media/{media['image']}" if media["image"] else "")
        return {"image": address, "image_alt": media["alt"] or ""}

    def _attributes(self, key: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for _, assigned in self._values[key]:
            value = self._dump.get("attribute.attributevalue", assigned["value"])
            code = self._dump.get("attribute.attribute", value["attribute"])["slug"]
            found[code] = ", ".join(filter(None, (found.get(code), value["name"])))
        return found


def _paragraphs(product: Fields) -> str:
    """The blocks of the editor as HTML; their text is HTML already."""
    blocks = (product["description"] or {}).get("blocks", [])
    texts = [block["data"].get("text", "") for block in blocks if isinstance(block.get("data"), dict)]
    if not any(texts):
        texts = [html.escape(product["description_plaintext"] or "")]
    return "".join(f"<p>{text}</p>" for text in texts if text)
