"""The whole document of a product: what its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.catalogue_documents.facts import AttributeFacts, ChannelFacts, NamedFacts, SoldProduct, text_in
from adapters.catalogue_documents.offer import Offer, OfferedVariant
from adapters.catalogue_documents.summary import amount_json
from adapters.catalogue_documents.tokens import plain_value


def detail_of(product: SoldProduct, channel: ChannelFacts, offer: Offer, locale: str, summary: Mapping[str, Any]) -> dict[str, Any]:
    """The summary and everything else."""
    words = _Words(product, locale, channel.locales[0])
    seo = product.seo or {}
    name, description = summary["name"], words.of(product.description)
    return {
        **summary,
        "description": description,
        "seo": {"title": words.of(seo.get("title") or {}) or name, "description": words.of(seo.get("description") or {})},
        "product_type": None if product.product_type is None else words.named(product.product_type, "code"),
        "tags": list(product.tags),
        "media": [
            {"id": item["id"], "url": item["url"], "kind": item.get("kind", "image"), "alt": words.of(item.get("alt") or {})}
            for item in product.media
        ],
        "options": [words.option(option, offer) for option in product.options],
        "attributes": words.attributes(product.attribute_values),
        "breadcrumbs": [words.named(node) for node in product.paths[0]] if product.paths else [],
        "categories": [words.named(path[-1]) for path in product.paths],
        "collections": [words.named(item) for item in product.collections],
        "variants": [_variant(item, channel, locale, words) for item in offer.variants],
        "created_at": product.created_at.isoformat().replace("+00:00", "Z"),
    }


class _Words:
    """The product's texts in one locale."""

    def __init__(self, product: SoldProduct, locale: str, default: str) -> None:
        self._product, self._locale, self._default = product, locale, default

    def of(self, texts: Mapping[str, str]) -> str:
        return text_in(texts, self._locale, self._default)

    def named(self, item: NamedFacts, key: str = "slug") -> dict[str, Any]:
        return {key: item.slug, "name": self.of(item.name)}

    def option(self, option: Mapping[str, Any], offer: Offer) -> dict[str, Any]:
        """Only with values that some offered variant has."""
        used = {item.variant.option_values.get(option["code"]) for item in offer.variants}
        values = [{"code": v["code"], "label": self.of(v["label"])} for v in option["values"] if v["code"] in used]
        return {"code": option["code"], "name": self.of(option["name"]), "values": values}

    def variant_name(self, values: Mapping[str, str]) -> str:
        labels = []
        for option in self._product.options:
            chosen = values.get(option["code"])
            labels += [self.of(value["label"]) for value in option["values"] if value["code"] == chosen]
        return " / ".join(labels)

    def attributes(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """In the order of their definition in the product type."""
        known = self._product.attributes
        return [self._attribute(known[code], values[code]) for code in known if code in values]

    def _attribute(self, attribute: AttributeFacts, value: Any) -> dict[str, Any]:
        several = list(value) if isinstance(value, list | tuple) else [value]
        texts = [self.of(attribute.choices.get(plain_value(single), {})) or plain_value(single) for single in several]
        return {
            "code": attribute.code,
            "label": self.of(attribute.label),
            "kind": attribute.kind,
            "value": list(value) if isinstance(value, list | tuple) else value,
            "text": ", ".join(texts),
            "unit": attribute.unit,
        }


def _variant(item: OfferedVariant, channel: ChannelFacts, locale: str, words: _Words) -> dict[str, Any]:
    variant, price = item.variant, item.price
    return {
        "id": variant.id,
        "sku": variant.sku,
        "barcode": variant.barcode,
        "name": words.variant_name(variant.option_values),
        "options": dict(variant.option_values),
        "price": amount_json(price.amount, channel.currency, locale),
        "compare_at": amount_json(price.compare_at, channel.currency, locale),
        "lowest_price_30_days": amount_json(price.prior, channel.currency, locale),
        "availability": item.availability.value,
        "in_stock": item.availability.sellable,
        "attributes": words.attributes(variant.attribute_values),
        "weight_grams": variant.weight_grams,
        "dimensions": variant.dimensions,
        "requires_shipping": variant.requires_shipping,
        "media_ids": list(variant.media_ids),
    }
