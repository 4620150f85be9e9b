"""What placing an order does to stock, as prepared statements: rows are given as parallel arrays, however many."""

from __future__ import annotations

from adapters.persistence.prepared import Prepared

_LIVE = """
    SELECT variant_id, location_id, sum(quantity) AS quantity FROM reservations
    WHERE variant_id = ANY($1) AND expires_at > $2 AND holder IS DISTINCT FROM $3
    GROUP BY variant_id, location_id
"""

#: Live holds of all but one holder ($3; nobody's are left out for NULL).
HELD = Prepared("stoa_stock_held", "uuid[], timestamptz, uuid", _LIVE)

TAKE_OVER = Prepared(
    "stoa_stock_take_over",
    "uuid[], timestamptz, uuid",
    f"WITH mine AS (DELETE FROM reservations WHERE holder = $3) {_LIVE}",  # noqa: S608 -- no values in it  # nosec B608
)

RELEASE = Prepared("stoa_stock_release", "uuid", "DELETE FROM reservations WHERE holder = $1")

# A twin of the same holder may have inserted between our release and this: its promise is the same, ours is later.
HOLD = Prepared(
    "stoa_stock_hold",
    "uuid[], uuid[], uuid[], integer[], uuid, timestamptz, timestamptz",
    """
    INSERT INTO reservations (id, variant_id, location_id, quantity, holder, expires_at, created_at)
    SELECT id, variant_id, location_id, quantity, $5, $6, $7
    FROM unnest($1, $2, $3, $4) AS given(id, variant_id, location_id, quantity)
    ON CONFLICT (holder, variant_id, location_id) DO UPDATE SET quantity = excluded.quantity, expires_at = excluded.expires_at
    """,
)

PROMISE = Prepared(
    "stoa_stock_promise",
    "uuid[], uuid[], uuid[], integer[], uuid, timestamptz",
    """
    INSERT INTO allocations (id, variant_id, location_id, quantity, order_id, created_at)
    SELECT id, variant_id, location_id, quantity, $5, $6
    FROM unnest($1, $2, $3, $4) AS given(id, variant_id, location_id, quantity)
    """,
)

SAVE = Prepared(
    "stoa_stock_save",
    "uuid[], integer[], integer[], boolean[], integer[], timestamptz",
    """
    UPDATE stock_items
    SET on_hand = given.on_hand, allocated = given.allocated, backorder = given.backorder,
        low_stock_threshold = given.low_stock_threshold, updated_at = $6
    FROM unnest($1, $2, $3, $4, $5) AS given(id, on_hand, allocated, backorder, low_stock_threshold)
    WHERE stock_items.id = given.id
    """,
)
