"""Writes listings set-based: a statement a table, rows that did not change stay untouched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from adapters.catalogue_documents.listing import Listing
from adapters.persistence.search.languages import configuration_of

#: Separates tokens on their way into the database, where an array of arrays would be flattened.
_SEPARATOR = "\x1f"

_COLUMNS = """
    unnest(CAST(:channels AS uuid[]), CAST(:locales AS text[]), CAST(:products AS uuid[]),
           CAST(:from AS timestamptz[]), CAST(:until AS timestamptz[])"""

_LISTINGS = text(
    f"""
    INSERT INTO product_listings AS old
      (channel_id, locale, product_id, published_from, published_until, price, newest, sort_name, tokens, summary, title, search)
    SELECT channel_id, locale, product_id, published_from, published_until, price, newest, sort_name,
           string_to_array(tokens, E'\\x1f'), summary,
           to_tsvector(language, name),
           setweight(to_tsvector(language, name), 'A')
             || setweight(to_tsvector('simple', codes) || to_tsvector(language, codes), 'B')
             || setweight(to_tsvector(language, facts), 'C') || setweight(to_tsvector(language, description), 'D')
      FROM {_COLUMNS},
           CAST(:prices AS bigint[]), CAST(:newest AS timestamptz[]), CAST(:sort_names AS text[]), CAST(:tokens AS text[]),
           CAST(:summaries AS text[]), CAST(:languages AS regconfig[]), CAST(:names AS text[]), CAST(:codes AS text[]),
           CAST(:facts AS text[]), CAST(:descriptions AS text[]))
        AS new (channel_id, locale, product_id, published_from, published_until, price, newest, sort_name, tokens, summary,
                language, name, codes, facts, description)
    ON CONFLICT (channel_id, locale, product_id) DO UPDATE
       SET (published_from, published_until, price, newest, sort_name, tokens, summary, title, search)
         = (excluded.published_from, excluded.published_until, excluded.price, excluded.newest, excluded.sort_name, excluded.tokens,
            excluded.summary, excluded.title, excluded.search)
     WHERE (old.published_from, old.published_until, old.price, old.newest, old.sort_name, old.tokens, old.summary, old.search)
        IS DISTINCT FROM
           (excluded.published_from, excluded.published_until, excluded.price, excluded.newest, excluded.sort_name, excluded.tokens,
            excluded.summary, excluded.search)
    """  # noqa: S608 - fixed text  # nosec B608
)

_PAGES = text(
    f"""
    INSERT INTO product_pages AS old (channel_id, locale, product_id, published_from, published_until, slug, detail)
    SELECT * FROM {_COLUMNS}, CAST(:slugs AS text[]), CAST(:details AS text[]))
    ON CONFLICT (channel_id, locale, product_id) DO UPDATE
       SET (published_from, published_until, slug, detail)
         = (excluded.published_from, excluded.published_until, excluded.slug, excluded.detail)
     WHERE (old.published_from, old.published_until, old.slug, old.detail)
        IS DISTINCT FROM (excluded.published_from, excluded.published_until, excluded.slug, excluded.detail)
    """  # noqa: S608 - fixed text  # nosec B608
)

_GONE = """
    DELETE FROM {table} AS old
     WHERE product_id = ANY(CAST(:looked_at AS uuid[]))
       AND NOT EXISTS (
         SELECT FROM unnest(CAST(:channels AS uuid[]), CAST(:locales AS text[]), CAST(:products AS uuid[]))
                  AS kept (channel_id, locale, product_id)
          WHERE (kept.channel_id, kept.locale, kept.product_id) = (old.channel_id, old.locale, old.product_id))
"""
_GONE_STATEMENTS = tuple(text(_GONE.format(table=table)) for table in ("product_listings", "product_pages"))

# Two steps, so that labels that are right, which is nearly all of them, are not locked by everybody who writes documents.
_WRONG_LABELS = text(
    """
    SELECT new.channel_id, new.locale, new.token, new.label
      FROM unnest(CAST(:channels AS uuid[]), CAST(:locales AS text[]), CAST(:tokens AS text[]), CAST(:labels AS text[]))
             AS new (channel_id, locale, token, label)
      LEFT JOIN facet_labels AS old USING (channel_id, locale, token)
     WHERE old.label IS DISTINCT FROM new.label
     ORDER BY 1, 2, 3
    """
)
_LABELS = text(
    """
    INSERT INTO facet_labels (channel_id, locale, token, label) VALUES (:channel_id, :locale, :token, :label)
    ON CONFLICT (channel_id, locale, token) DO UPDATE SET label = excluded.label
    """
)


def write(connection: Connection, looked_at: Sequence[UUID], listings: Sequence[Listing]) -> None:
    """Make `listings` the only ones of the products looked at."""
    keys = _keys(listings)
    for gone in _GONE_STATEMENTS:
        connection.execute(gone, {"looked_at": _texts(looked_at), **{name: keys[name] for name in ("channels", "locales", "products")}})
    if listings:
        connection.execute(_LISTINGS, {**keys, **_listing_columns(listings)})
        pages = {"slugs": [item.slug for item in listings], "details": [item.detail.decode() for item in listings]}
        connection.execute(_PAGES, {**keys, **pages})
        _write_labels(connection, listings)


def _texts(values: Iterable[UUID]) -> list[str]:
    return [str(value) for value in values]


def _keys(listings: Sequence[Listing]) -> dict[str, list[Any]]:
    return {
        "channels": _texts(item.channel_id for item in listings),
        "locales": [item.locale for item in listings],
        "products": _texts(item.product_id for item in listings),
        "from": [item.published_from for item in listings],
        "until": [item.published_until for item in listings],
    }


def _listing_columns(listings: Sequence[Listing]) -> dict[str, list[Any]]:
    return {
        "prices": [item.price for item in listings],
        "newest": [item.newest for item in listings],
        "sort_names": [item.sort_name for item in listings],
        "tokens": [_SEPARATOR.join(item.tokens) for item in listings],
        "summaries": [item.summary.decode() for item in listings],
        "languages": [configuration_of(item.locale) for item in listings],
        "names": [item.search.name for item in listings],
        "codes": [item.search.codes for item in listings],
        "facts": [item.search.facts for item in listings],
        "descriptions": [item.search.description for item in listings],
    }


def _write_labels(connection: Connection, listings: Sequence[Listing]) -> None:
    labels = {(str(item.channel_id), item.locale, token): label for item in listings for token, label in item.labels.items()}
    columns: dict[str, list[Any]] = {
        "channels": [key[0] for key in labels],
        "locales": [key[1] for key in labels],
        "tokens": [key[2] for key in labels],
        "labels": list(labels.values()),
    }
    wrong = connection.execute(_WRONG_LABELS, columns).mappings().all()
    if wrong:
        connection.execute(_LABELS, [dict(row) for row in wrong])


def write_boundaries(connection: Connection, due: Sequence[tuple[UUID, datetime]]) -> None:
    """Remember when documents go wrong by themselves; an earlier appointment stays."""
    if due:
        connection.execute(
            text(
                """
                INSERT INTO document_refreshes AS old (product_id, due_at)
                SELECT * FROM unnest(CAST(:products AS uuid[]), CAST(:due AS timestamptz[]))
                ON CONFLICT (product_id) DO UPDATE SET due_at = least(old.due_at, excluded.due_at)
                """
            ),
            {"products": [str(key) for key, _ in due], "due": [at for _, at in due]},
        )
