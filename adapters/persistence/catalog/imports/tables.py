"""Tables of catalogue imports."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Integer, LargeBinary, String, Table, Text, Uuid, text

from adapters.persistence.metadata import Document, Instant, id_column, metadata, reference, timestamps, version_column, word
from domain.catalog.imports.catalog_import import ImportCounts, ImportState

catalog_imports = Table(
    "catalog_imports",
    metadata,
    id_column(),
    reference("channel_id", "channels.id"),
    Column("source_name", String(255), nullable=False),
    Column("requested_by", String(200), nullable=False),
    Column("mapping", Text, nullable=False, server_default=text("''")),
    Column("dry_run", Boolean, nullable=False),
    Column("set_stock", Boolean, nullable=False),
    Column("total_bytes", BigInteger, nullable=False),
    Column("state", word(ImportState), nullable=False),
    Column("counts", Document(ImportCounts), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("bytes_done", BigInteger, nullable=False),
    Column("runner", Uuid),
    Column("failure", Text, nullable=False, server_default=text("''")),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    *timestamps(),
    version_column(),
)

#: Pieces of the uploaded file and of the report, in order: any process can read them, and they vanish with their import.
catalog_import_files = Table(
    "catalog_import_files",
    metadata,
    Column("import_id", Uuid, ForeignKey("catalog_imports.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

#: What the last import into the channel said of a product, as a digest, and the version in which it left the product.
catalog_import_digests = Table(
    "catalog_import_digests",
    metadata,
    Column("product_id", Uuid, ForeignKey("products.id", ondelete="CASCADE"), primary_key=True),
    Column("channel_id", Uuid, ForeignKey("channels.id"), primary_key=True),
    Column("product_version", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
