"""Which products are as an import left them, with what moves beside them, in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Text, and_, any_, bindparam, cast, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.persistence.catalog.imports.copying import Columns, Every, TableCopy
from adapters.persistence.catalog.imports.tables import catalog_import_digests
from adapters.persistence.catalog.tables import product_slugs, products, variants
from adapters.persistence.errors import translating
from adapters.persistence.inventory.tables import stock_items
from adapters.persistence.pricing.tables import prices
from application.catalog.imports.new_product import NewProduct
from application.catalog.imports.ports import Offered, UntouchedProduct
from domain.catalog.product import Product
from domain.shared.ids import ChannelId, LocationId, ProductId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_REMEMBERED = and_(
    catalog_import_digests.c.product_id == products.c.id,
    catalog_import_digests.c.channel_id == bindparam("channel_id"),
    catalog_import_digests.c.product_version == products.c.version,
)
_REGULAR = and_(prices.c.variant_id == variants.c.id, prices.c.channel_id == bindparam("channel_id"), prices.c.valid_from.is_(None))
_KEPT = and_(stock_items.c.variant_id == variants.c.id, stock_items.c.location_id == bindparam("location_id"))
_UNTOUCHED = (
    # Text: an id is asked for once a product, not with each variant.
    select(product_slugs.c.slug.label("handle"), cast(products.c.id, Text), products.c.slug, catalog_import_digests.c.digest)
    .add_columns(variants.c.sku, prices.c.currency, prices.c.amount, prices.c.compare_at, stock_items.c.on_hand, stock_items.c.backorder)
    .select_from(product_slugs)
    .join(products, products.c.id == product_slugs.c.product_id)
    .join(catalog_import_digests, _REMEMBERED)
    .join(variants, variants.c.product_id == products.c.id)
    .outerjoin(prices, _REGULAR)
    .outerjoin(stock_items, _KEPT)
    .where(product_slugs.c.slug == any_(bindparam("handles", type_=ARRAY(Text))))
)

_NEW = TableCopy(catalog_import_digests, ["product_id", "channel_id", "product_version", "digest"])
_KNOWN = text(
    "INSERT INTO catalog_import_digests (product_id, channel_id, product_version, digest)"
    " SELECT given.id, :channel_id, given.version, decode(given.digest, 'hex') FROM unnest("
    "CAST(string_to_array(:keys, ',') AS uuid[]), CAST(string_to_array(:versions, ',') AS integer[]), string_to_array(:digests, ',')"
    ") AS given (id, version, digest) ORDER BY given.id"
    " ON CONFLICT (product_id, channel_id) DO UPDATE SET product_version = excluded.product_version, digest = excluded.digest"
)


def untouched(
    uow: SqlUnitOfWork, handles: Sequence[str], channel_id: ChannelId, location_id: LocationId | None
) -> Mapping[str, UntouchedProduct]:
    """See `application.catalog.imports.ports.ImportedProducts`."""
    if not handles:
        return {}
    given = {"handles": list(handles), "channel_id": channel_id, "location_id": location_id}
    with translating():
        uow.flush()
        rows = uow.connection.execute(_UNTOUCHED, given)
        products_by_handle: dict[str, UntouchedProduct] = {}
        offers: dict[str, dict[str, Offered]] = {}
        for handle, key, slug, digest, sku, *offered in rows:
            if handle not in offers:
                offers[handle] = {}
                products_by_handle[handle] = UntouchedProduct(ProductId(UUID(key)), slug, bytes(digest), offers[handle])
            offers[handle][sku] = Offered(*offered)
    return products_by_handle


def remember(uow: SqlUnitOfWork, products: Sequence[tuple[Product | NewProduct, bytes]], channel_id: ChannelId) -> None:
    """See `application.catalog.imports.ports.ImportedProducts`."""
    new = [(product.id, digest) for product, digest in products if isinstance(product, NewProduct)]
    values: Columns = {"product_id": [key for key, _ in new], "digest": [f"\\x{digest.hex()}" for _, digest in new]}
    _NEW.write(uow, len(new), values | {"channel_id": Every(channel_id), "product_version": Every(1)})
    known = [(product, digest) for product, digest in products if isinstance(product, Product)]
    if not known:
        return
    with translating():
        # Changed ones get their new version now.
        uow.session.flush()
        given = {
            "channel_id": channel_id,
            "keys": ",".join([product.id.hex for product, _ in known]),
            "versions": ",".join([str(product.version) for product, _ in known]),
            "digests": ",".join([digest.hex() for _, digest in known]),
        }
        uow.connection.execute(_KNOWN, given)


__all__ = ["remember", "untouched"]
