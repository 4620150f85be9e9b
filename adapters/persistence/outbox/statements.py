"""The statements of delivery; set-based, each atomic by itself."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ARRAY, Integer, String, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.persistence.metadata import Instant

_PARAMETERS: dict[str, Any] = {
    "event_id": Uuid,
    "ids": ARRAY(Uuid),
    "names": ARRAY(String),
    "heard": ARRAY(String),
    "everybody": ARRAY(String),
    "now": Instant,
    "until": Instant,
    "before": Instant,
    "next_attempt_at": Instant,
    "failed_at": Instant,
    "limit": Integer,
}
_RESULTS: dict[str, Any] = {"id": Uuid, "event_id": Uuid, "aggregate_id": Uuid, "payload": JSONB, "context": JSONB}


def _statement(sql: str, *results: str) -> Any:
    """Text with typed parameters (`:now`), and with types for the named result columns."""
    names = set(re.findall(r"(?<!:):([a-z_]+)", sql)) & _PARAMETERS.keys()
    statement = text(sql).bindparams(*(bindparam(name, type_=_PARAMETERS[name]) for name in sorted(names)))
    return statement.columns(**{name: _RESULTS[name] for name in results}) if results else statement


WAITING = _statement(
    """
    SELECT id, name, aggregate_id FROM outbox WHERE published_at IS NULL
    ORDER BY position LIMIT :limit FOR UPDATE SKIP LOCKED
    """,
    "id",
    "aggregate_id",
)

MARK_PUBLISHED = _statement(
    """
    UPDATE outbox SET published_at = :now, completed_at = CASE WHEN name = ANY(:heard) THEN NULL ELSE CAST(:now AS timestamptz) END
    WHERE id = ANY(:ids)
    """
)

# The lock may be kept for as long as a handler runs; the server's limit on idle transactions is not meant for it.
LOCK_CHAIN = _statement(
    """
    SELECT set_config('idle_in_transaction_session_timeout', '0', true),
           pg_advisory_xact_lock(hashtextextended(CAST(aggregate_id AS text) || :subscriber, 0))
    FROM outbox WHERE id = :event_id
    """
)

CHAIN = _statement(
    """
    SELECT o.id, o.name, o.position, o.payload, o.context, coalesce(f.attempts, 0) AS attempts
    FROM outbox newest
    JOIN outbox o ON o.aggregate_id = newest.aggregate_id AND o.position <= newest.position AND o.completed_at IS NULL
    LEFT JOIN delivery_failures f ON f.event_id = o.id AND f.subscriber = :subscriber
    WHERE newest.id = :event_id AND o.name = ANY(:names) AND f.failed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.event_id = o.id AND i.subscriber = :subscriber)
    ORDER BY o.position LIMIT 500
    """,
    "id",
    "payload",
    "context",
)

SETTLE = _statement(
    """
    WITH consumed AS (
        INSERT INTO inbox (event_id, subscriber, consumed_at) VALUES (:event_id, :subscriber, :now) ON CONFLICT DO NOTHING
    ), healed AS (
        DELETE FROM delivery_failures WHERE event_id = :event_id AND subscriber = :subscriber
    )
    UPDATE outbox SET completed_at = :now WHERE id = :event_id AND completed_at IS NULL AND :number <= (
        SELECT count(*) FROM (
            SELECT subscriber FROM inbox WHERE event_id = :event_id AND subscriber = ANY(:everybody)
            UNION SELECT CAST(:subscriber AS text)
        ) AS done
    )
    """
)

FAIL = _statement(
    """
    INSERT INTO delivery_failures (event_id, subscriber, attempts, last_error, next_attempt_at, failed_at)
    VALUES (:event_id, :subscriber, 1, :error, :next_attempt_at, :failed_at)
    ON CONFLICT (event_id, subscriber) DO UPDATE SET attempts = delivery_failures.attempts + 1,
        last_error = excluded.last_error, next_attempt_at = excluded.next_attempt_at, failed_at = excluded.failed_at
    """
)

DUE = _statement(
    """
    UPDATE delivery_failures f SET next_attempt_at = :until
    FROM (
        SELECT event_id, subscriber FROM delivery_failures WHERE next_attempt_at <= :now
        ORDER BY next_attempt_at LIMIT :limit FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE f.event_id = due.event_id AND f.subscriber = due.subscriber
    RETURNING f.event_id, f.subscriber
    """,
    "event_id",
)

UNFINISHED = _statement(
    """
    WITH taken AS (
        UPDATE outbox SET published_at = :now WHERE id IN (
            SELECT id FROM outbox WHERE completed_at IS NULL AND published_at IS NOT NULL AND published_at <= :before
            ORDER BY published_at LIMIT :limit FOR UPDATE SKIP LOCKED
        ) RETURNING id, name, position
    )
    SELECT id, name,
        ARRAY(SELECT subscriber FROM inbox WHERE event_id = taken.id
              UNION SELECT subscriber FROM delivery_failures WHERE event_id = taken.id AND failed_at IS NOT NULL) AS settled,
        ARRAY(SELECT subscriber FROM delivery_failures WHERE event_id = taken.id AND failed_at IS NULL) AS retrying
    FROM taken ORDER BY position
    """,
    "id",
)

COMPLETE = _statement("UPDATE outbox SET completed_at = :now WHERE id = :event_id AND completed_at IS NULL")

COUNTS = _statement(
    """
    SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL) AS waiting,
           (SELECT count(*) FROM outbox WHERE completed_at IS NULL AND published_at IS NOT NULL) AS in_delivery,
           (SELECT count(*) FROM delivery_failures WHERE failed_at IS NULL) AS retrying,
           (SELECT count(*) FROM delivery_failures WHERE failed_at IS NOT NULL) AS given_up,
           (SELECT occurred_at FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT 1) AS oldest_waiting_at
    """
)

FAILURES = _statement(
    """
    SELECT f.event_id, f.subscriber, f.attempts, f.last_error, f.next_attempt_at, f.failed_at, o.name, o.aggregate_id, o.occurred_at
    FROM delivery_failures f JOIN outbox o ON o.id = f.event_id
    WHERE f.failed_at IS NOT NULL OR NOT :given_up_only
    ORDER BY o.position, f.subscriber LIMIT :limit
    """,
    "event_id",
    "aggregate_id",
)

RETRY = _statement(
    """
    WITH due AS (
        UPDATE delivery_failures SET attempts = 0, next_attempt_at = :now, failed_at = NULL
        WHERE CAST(:event_id AS uuid) IS NULL OR event_id = :event_id RETURNING event_id
    ), reopened AS (
        UPDATE outbox SET completed_at = NULL WHERE id IN (SELECT event_id FROM due) AND completed_at IS NOT NULL
    )
    SELECT event_id FROM due
    """
)

PRUNE = _statement(
    """
    WITH gone AS (
        DELETE FROM outbox WHERE id IN (
            SELECT id FROM outbox o WHERE completed_at < :before
              AND NOT EXISTS (SELECT 1 FROM delivery_failures f WHERE f.event_id = o.id)
            ORDER BY completed_at LIMIT :limit FOR UPDATE SKIP LOCKED
        ) RETURNING id
    ), forgotten AS (
        DELETE FROM inbox WHERE event_id IN (SELECT id FROM gone)
    )
    SELECT id FROM gone
    """
)

TRY_TURN = _statement(
    """
    SELECT pg_try_advisory_xact_lock(hashtextextended('recurring ' || :name, 0)) AS ours,
           set_config('idle_in_transaction_session_timeout', '0', true)
    """
)

LAST_RUN = _statement("SELECT last_run_at FROM recurring_runs WHERE name = :name")

RAN = _statement(
    """
    INSERT INTO recurring_runs (name, last_run_at) VALUES (:name, :now)
    ON CONFLICT (name) DO UPDATE SET last_run_at = excluded.last_run_at
    """
)

FORGET_ANSWERS = _statement(
    """
    DELETE FROM idempotency_keys WHERE ctid IN (
        SELECT ctid FROM idempotency_keys WHERE created_at < :before LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    """
)
