"""Filter tokens: what a product can be filtered by, as short texts that any index can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from adapters.catalogue_documents.facts import SoldProduct, VariantFacts, text_in

IN_STOCK = "stock:in"


def category_token(slug: str) -> str:
    return f"category:{slug}"


def collection_token(slug: str) -> str:
    return f"collection:{slug}"


def membership_token(collection_id: UUID) -> str:
    """Finds the documents of a collection even after its slug changed."""
    return f"member:{collection_id}"


def vendor_token(vendor: str) -> str:
    return f"vendor:{vendor.casefold()}"


def tag_token(tag: str) -> str:
    return f"tag:{tag.casefold()}"


def attribute_group(code: str) -> str:
    return f"attribute:{code}"


def attribute_token(code: str, value: str) -> str:
    return f"attribute:{code}={value.casefold()}"


def labelled_tokens(product: SoldProduct, variants: Iterable[VariantFacts], locale: str, default: str) -> dict[str, str]:
    """Every token of the product with the label that a facet shows for it; attributes also have a label for their group."""
    found: dict[str, str] = {}
    for path in product.paths:
        found.update((category_token(node.slug), text_in(node.name, locale, default)) for node in path)
    found.update((collection_token(item.slug), text_in(item.name, locale, default)) for item in product.collections)
    if product.vendor:
        found[vendor_token(product.vendor)] = product.vendor
    found.update((tag_token(tag), tag) for tag in product.tags)
    sold = list(variants)
    for values in (product.attribute_values, *(variant.attribute_values for variant in sold)):
        found.update(_attribute_tokens(product, values, locale, default))
    found.update(_option_tokens(product, sold, locale, default))
    return found


def _attribute_tokens(product: SoldProduct, values: object, locale: str, default: str) -> Iterator[tuple[str, str]]:
    for code, value in values.items() if isinstance(values, dict) else ():
        attribute = product.attributes.get(code)
        if attribute is None or not attribute.filterable:
            continue
        yield attribute_group(code), text_in(attribute.label, locale, default)
        for single in value if isinstance(value, list | tuple) else (value,):
            shown = plain_value(single)
            yield attribute_token(code, shown), text_in(attribute.choices.get(shown, {}), locale, default) or shown


def _option_tokens(product: SoldProduct, variants: list[VariantFacts], locale: str, default: str) -> Iterator[tuple[str, str]]:
    for option in product.options:
        used = {variant.option_values.get(option["code"]) for variant in variants}
        yield attribute_group(option["code"]), text_in(option["name"], locale, default)
        for value in option["values"]:
            if value["code"] in used:
                yield attribute_token(option["code"], value["code"]), text_in(value["label"], locale, default)


def plain_value(value: object) -> str:
    """A stored attribute value as filters take it: booleans as true and false."""
    return str(value).lower() if isinstance(value, bool) else str(value)
