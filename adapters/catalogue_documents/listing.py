"""A product in one view, ready: documents, sort keys, filter tokens and search text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from adapters.catalogue_documents.detail import detail_of
from adapters.catalogue_documents.facts import ChannelFacts, PublicationFacts, SoldProduct
from adapters.catalogue_documents.offer import Offer, offer_of
from adapters.catalogue_documents.search_text import SearchText, search_text_of
from adapters.catalogue_documents.summary import summary_of
from adapters.catalogue_documents.tokens import IN_STOCK, labelled_tokens, membership_token

MAX_SORT_NAME = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of the read model. `price` is the cheapest variant's, in minor units; `labels` are the facet labels of tokens."""

    channel_id: UUID
    locale: str
    product_id: UUID
    slug: str
    summary: bytes
    detail: bytes
    price: int
    newest: datetime
    sort_name: str
    tokens: tuple[str, ...]
    labels: Mapping[str, str]
    search: SearchText
    published_from: datetime | None
    published_until: datetime | None

    def is_open(self, now: datetime) -> bool:
        return (self.published_from is None or self.published_from <= now) and (self.published_until is None or now < self.published_until)


def listings_of(product: SoldProduct, channels: Mapping[UUID, ChannelFacts]) -> Iterator[Listing]:
    """The product in every view of the channels that it is published in and has a price in."""
    for channel_id, publication in product.publications.items():
        channel = channels.get(channel_id)
        offer = None if channel is None else offer_of(product, channel)
        if channel is not None and offer is not None:
            for locale in channel.locales:
                yield _listing(product, channel, offer, locale, publication)


def _listing(product: SoldProduct, channel: ChannelFacts, offer: Offer, locale: str, publication: PublicationFacts) -> Listing:
    default = channel.locales[0]
    labels = labelled_tokens(product, (item.variant for item in offer.variants), locale, default)
    summary = summary_of(product, channel, offer, locale)
    membership = [membership_token(item.id) for item in product.collections]
    stock = [IN_STOCK] if offer.in_stock else []
    values = [token for token in labels if not token.startswith("attribute:") or "=" in token]
    return Listing(
        channel_id=channel.id,
        locale=locale,
        product_id=product.id,
        slug=product.slug,
        summary=orjson.dumps(summary),
        detail=orjson.dumps(detail_of(product, channel, offer, locale, summary)),
        price=offer.cheapest.price.amount,
        newest=publication.published_from or product.created_at,
        sort_name=sort_name(summary["name"]),
        tokens=(*values, *membership, *stock),
        labels=labels,
        search=search_text_of(product, offer, locale, default, labels),
        published_from=publication.published_from,
        published_until=publication.published_until,
    )


def sort_name(name: str) -> str:
    """A key whose byte order is a fair alphabetical order: without case, accents and leading signs."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return plain.lstrip(" \"'«»„“”‚‘’([-–.")[:MAX_SORT_NAME]
