"""The words by which a product is found, by weight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from adapters.catalogue_documents.facts import SoldProduct, text_in
from adapters.catalogue_documents.offer import Offer

#: A page of text says what a product is; a book would only fill the index.
MAX_DESCRIPTION = 20_000
#: Words of a description say less than those of a name; measured on judged queries.
WEIGHTS = {"name": 1.0, "codes": 0.6, "facts": 0.4, "description": 0.3}

_TAG = re.compile(r"<[^>]*>")


class SearchText(NamedTuple):
    """`codes` are SKUs, barcodes and the vendor; `facts` the labels of attributes, options, tags and categories."""

    name: str
    codes: str
    facts: str
    description: str


def search_text_of(product: SoldProduct, offer: Offer, locale: str, default: str, labels: Mapping[str, str]) -> SearchText:
    codes = [product.vendor]
    for item in offer.variants:
        codes += [item.variant.sku, item.variant.barcode or ""]
    facts = dict.fromkeys(label for token, label in labels.items() if not token.startswith(("vendor:", "collection:")))
    return SearchText(
        text_in(product.name, locale, default),
        " ".join(code for code in codes if code),
        " ".join(facts),
        plain_text(text_in(product.description, locale, default))[:MAX_DESCRIPTION],
    )


def plain_text(html: str) -> str:
    """The words of an HTML text."""
    return unescape(_TAG.sub(" ", html)) if "<" in html or "&" in html else html
