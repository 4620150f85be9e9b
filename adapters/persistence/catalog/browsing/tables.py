"""Tables of the read model. Everything in them can be made again from the catalogue, prices and stock."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, PrimaryKeyConstraint, String, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from adapters.persistence.metadata import Instant, metadata, reference

#: What lists read: small rows, so that a filter that walks an index touches few pages.
product_listings = Table(
    "product_listings",
    metadata,
    reference("channel_id", "channels.id", ondelete="CASCADE", index=False),
    Column("locale", String(35), nullable=False),
    reference("product_id", "products.id", ondelete="CASCADE"),
    Column("price", BigInteger, nullable=False),
    Column("newest", Instant, nullable=False),
    # Bytes decide, as in every other backend, and comparing is cheap.
    Column("sort_name", Text(collation="C"), nullable=False),
    Column("published_from", Instant),
    Column("published_until", Instant),
    Column("tokens", ARRAY(Text), nullable=False),
    # Ready JSON that is passed through as text: a json type would be parsed on the way in and gain nothing.
    Column("summary", Text, nullable=False),
    Column("title", TSVECTOR, nullable=False),
    Column("search", TSVECTOR, nullable=False),
    PrimaryKeyConstraint("channel_id", "locale", "product_id"),
    Index("ix_product_listings_newest", "channel_id", "locale", "newest", "product_id"),
    Index("ix_product_listings_price", "channel_id", "locale", "price", "product_id"),
    Index("ix_product_listings_sort_name", "channel_id", "locale", "sort_name", "product_id"),
    Index("ix_product_listings_tokens", "tokens", postgresql_using="gin"),
    Index("ix_product_listings_title", "title", postgresql_using="gin"),
    Index("ix_product_listings_search", "search", postgresql_using="gin"),
)

#: What product pages read.
product_pages = Table(
    "product_pages",
    metadata,
    reference("channel_id", "channels.id", ondelete="CASCADE", index=False),
    Column("locale", String(35), nullable=False),
    reference("product_id", "products.id", ondelete="CASCADE"),
    Column("slug", String(120), nullable=False),
    Column("published_from", Instant),
    Column("published_until", Instant),
    Column("detail", Text, nullable=False),
    PrimaryKeyConstraint("channel_id", "locale", "product_id"),
    # Not unique: while two products swap slugs their documents follow one after the other.
    Index("ix_product_pages_slug", "channel_id", "locale", "slug"),
)

#: How a filter token reads in a facet: `attribute:colour=red` is Rot in German.
facet_labels = Table(
    "facet_labels",
    metadata,
    reference("channel_id", "channels.id", ondelete="CASCADE", index=False),
    Column("locale", String(35), nullable=False),
    Column("token", Text, nullable=False),
    Column("label", Text, nullable=False),
    PrimaryKeyConstraint("channel_id", "locale", "token"),
)

#: Products whose documents must be made anew at `due_at`: a publication window opens or closes, or something wide changed.
document_refreshes = Table(
    "document_refreshes",
    metadata,
    reference("product_id", "products.id", ondelete="CASCADE", index=False),
    Column("due_at", Instant, nullable=False, index=True),
    PrimaryKeyConstraint("product_id"),
)
