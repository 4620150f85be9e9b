"""The catalogue as a Shopify product CSV, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adapters.catalog_files.cells import listed
from adapters.catalog_files.csv_text import csv_line
from adapters.catalog_files.fields import SHOPIFY
from adapters.catalog_files.variant_rows import EXEMPT, STANDARD
from application.catalog.imports.ports import ExportedProduct, ExportedVariant
from domain.shared.currency import Currency
from domain.shared.money import Money

#: What Shopify calls stock that is counted.
TRACKER = "shopify"
FLUSH = 1 << 16

_BEFORE = ("handle", "title", "html", "vendor", "category", "product_type", "tags", "published")
_AFTER = (
    *("sku", "grams", "tracker", "quantity", "policy", "fulfillment", "price", "compare_at", "requires_shipping", "taxable", "barcode"),
    *("image", "image_position", "image_alt", "gift_card", "seo_title", "seo_description", "variant_image", "weight_unit", "tax_code"),
    "status",
)


class ShopifyWriter:
    """Implements `application.catalog.imports.ports.CatalogWriter`."""

    def write(self, products: Iterable[ExportedProduct], currency: Currency, options: int) -> Iterator[bytes]:
        count = max(3, options)
        fields = (*_BEFORE, *(f"option{n}_{part}" for n in range(1, count + 1) for part in ("name", "value")), *_AFTER)
        lines = [csv_line(SHOPIFY[name][0] for name in fields)]
        size = 0
        for product in products:
            for row in _rows(product, currency):
                line = csv_line([row.get(name, "") for name in fields])
                lines.append(line)
                size += len(line)
            if size >= FLUSH:
                yield "".join(lines).encode()
                lines, size = [], 0
        yield "".join(lines).encode()


def _rows(product: ExportedProduct, currency: Currency) -> Iterator[dict[str, str]]:
    for index in range(max(len(product.variants), len(product.images))):
        row = {"handle": product.handle}
        if index == 0:
            row |= _product(product)
        if index < len(product.variants):
            row |= _variant(product.variants[index], currency)
            row |= _options(product, product.variants[index], with_names=index == 0)
        if index < len(product.images):
            url, alt = product.images[index]
            row |= {"image": url, "image_position": str(index + 1), "image_alt": alt}
        yield row


def _product(product: ExportedProduct) -> dict[str, str]:
    return {
        "title": product.title,
        "html": product.html,
        "vendor": product.vendor,
        "category": " > ".join(product.category),
        "product_type": product.product_type,
        # A comma inside a tag cannot be told from one between tags.
        "tags": ", ".join(listed(",".join(product.tags))),
        "published": _truth(product.published),
        "gift_card": "false",
        "seo_title": product.seo_title,
        "seo_description": product.seo_description,
        "status": product.status,
    }


def _options(product: ExportedProduct, variant: ExportedVariant, *, with_names: bool) -> dict[str, str]:
    names: Sequence[str] = product.option_names or ("Title",)
    values: Sequence[str] = variant.options if product.option_names else ("Default Title",)
    cells = {f"option{number}_value": value for number, value in enumerate(values, 1)}
    if with_names:
        cells |= {f"option{number}_name": name for number, name in enumerate(names, 1)}
    return cells


def _variant(variant: ExportedVariant, currency: Currency) -> dict[str, str]:
    return {
        "sku": variant.sku,
        "grams": str(variant.grams),
        "tracker": TRACKER if variant.tracked else "",
        "quantity": "" if variant.on_hand is None else str(variant.on_hand),
        "policy": "continue" if variant.backorder else "deny",
        "fulfillment": "manual",
        "price": _price(variant.amount, currency),
        "compare_at": _price(variant.compare_at, currency),
        "requires_shipping": _truth(variant.requires_shipping),
        "taxable": _truth(variant.tax_category != EXEMPT),
        "tax_code": "" if variant.tax_category in {STANDARD, EXEMPT} else variant.tax_category,
        "barcode": variant.barcode,
        "variant_image": variant.image,
        "weight_unit": "g",
    }


def _price(amount: int | None, currency: Currency) -> str:
    return "" if amount is None else str(Money(amount, currency).to_decimal())


def _truth(value: bool) -> str:
    return "true" if value else "false"
