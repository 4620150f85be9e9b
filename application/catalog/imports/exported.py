"""A product as the export format tells it: exactly what an import of it would make the next export say again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.catalog.imports.ports import ExportedProduct, ExportedVariant, StockAt
from domain.catalog.category import Category
from domain.catalog.product import Product
from domain.catalog.product_type import ProductType
from domain.catalog.variant import Variant
from domain.pricing.price import Price
from domain.shared.ids import CategoryId, ChannelId, MediaId, ProductTypeId, VariantId


@dataclass(frozen=True)
class Vocabulary:
    """Names of product types and paths of categories in one language."""

    types: Mapping[ProductTypeId, str]
    paths: Mapping[CategoryId, tuple[str, ...]]


def vocabulary(types: Sequence[ProductType], tree: Sequence[Category], locale: str) -> Vocabulary:
    """`tree` has parents before children. The separator of paths cannot be part of a name."""
    paths: dict[CategoryId, tuple[str, ...]] = {}
    for category in tree:
        above = paths.get(category.parent_id, ()) if category.parent_id is not None else ()
        paths[category.id] = (*above, category.name.get(locale).replace(">", "›").strip())
    return Vocabulary({kind.id: kind.name.get(locale).strip() for kind in types}, paths)


@dataclass(frozen=True)
class Offers:
    """Regular prices and stock of the variants of a page."""

    prices: Mapping[VariantId, Price]
    stock: Mapping[VariantId, StockAt]


def exported(product: Product, words: Vocabulary, offers: Offers, channel_id: ChannelId, locale: str, now: datetime) -> ExportedProduct:
    labels = _labels(product, locale)
    categories = product.category_ids
    urls = {item.id: item.url for item in product.media}
    images = {item.url: item.alt.get(locale).strip() for item in reversed(product.media)}
    return ExportedProduct(
        handle=product.slug,
        title=product.name.get(locale).strip(),
        html=product.description.get(locale).strip(),
        vendor=product.vendor,
        product_type=words.types.get(product.product_type_id, "") if product.product_type_id is not None else "",
        category=words.paths.get(categories[0], ()) if categories else (),
        tags=product.tags,
        status=product.status.value,
        published=_is_published(product, channel_id, now),
        option_names=_unique([option.name.get(locale).strip() for option in product.options]),
        variants=tuple(
            _variant(variant, tuple(labels[option.code][variant.option_values[option.code]] for option in product.options), urls, offers)
            for variant in sorted(product.variants, key=lambda item: item.position)
            if variant.active
        ),
        images=tuple((url, images[url]) for url in dict.fromkeys(item.url for item in product.media)),
        seo_title=product.seo.title.get(locale).strip(),
        seo_description=product.seo.description.get(locale).strip(),
    )


def _is_published(product: Product, channel_id: ChannelId, now: datetime) -> bool:
    """Now or later; a window that has closed is over."""
    return any(
        item.channel_id == channel_id and (item.published_until is None or now < item.published_until) for item in product.publications
    )


def _variant(variant: Variant, options: tuple[str, ...], urls: Mapping[MediaId, str], offers: Offers) -> ExportedVariant:
    price, stock = offers.prices.get(variant.id), offers.stock.get(variant.id)
    return ExportedVariant(
        sku=variant.sku,
        options=options,
        amount=price.money.amount if price else None,
        compare_at=price.compare_at.amount if price and price.compare_at else None,
        tracked=variant.track_inventory,
        on_hand=stock.on_hand if stock else None,
        backorder=stock.backorder if stock else False,
        grams=variant.weight_grams,
        barcode=variant.barcode or "",
        requires_shipping=variant.requires_shipping,
        tax_category=variant.tax_category,
        image=urls.get(variant.media_ids[0], "") if variant.media_ids else "",
    )


def _labels(product: Product, locale: str) -> dict[str, dict[str, str]]:
    """Option code → value code → label; equal labels of one option are told apart, or they would become one value."""
    found = {}
    for option in product.options:
        labels = _unique([value.label.get(locale).strip() for value in option.values])
        found[option.code] = dict(zip((value.code for value in option.values), labels, strict=True))
    return found


def _unique(labels: Sequence[str]) -> tuple[str, ...]:
    """Later ones of equal labels (case aside) get a number behind them."""
    taken: set[str] = set()
    unique = []
    for label in labels:
        candidate, number = label, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{label} ({number})"
        taken.add(candidate.casefold())
        unique.append(candidate)
    return tuple(unique)
