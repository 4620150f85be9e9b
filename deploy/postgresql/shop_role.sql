-- What the shop's own role may do: read and write, but own nothing, and only add to the audit log.
-- Run as the role that migrates, after every migration (twice does no harm):
--   psql "$MIGRATION_DATABASE_URL" -v ON_ERROR_STOP=1 -f deploy/postgresql/shop_role.sql
-- Once before that, as an administrator:
--   CREATE ROLE stoa_owner LOGIN PASSWORD '…'; CREATE ROLE stoa_shop LOGIN PASSWORD '…';
--   CREATE DATABASE stoa OWNER stoa_owner;
BEGIN;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO stoa_shop;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO stoa_shop;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO stoa_shop;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM stoa_shop;
REVOKE UPDATE, DELETE ON audit_entries, audit_links FROM stoa_shop;
-- From which network somebody came is forgotten in time; a trigger refuses everything else.
GRANT UPDATE (network, network_salt) ON audit_entries TO stoa_shop;
COMMIT;
