"""Idempotency keys in PostgreSQL: the stored answer shares the transaction of the effect."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import ColumnElement, Update, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from adapters.persistence import ambient
from adapters.persistence.errors import translating
from adapters.persistence.outbox.tables import idempotency_keys as keys
from adapters.persistence.unit_of_work import SqlBackend, open_session
from application.shared.idempotency import Answer, IdempotencyKey, IdempotencyKeyInUse, IdempotencyKeyReused
from application.shared.pipeline import ATTEMPTS
from domain.shared.errors import ConcurrencyConflict

#: A phased action that has not finished after this long counts as crashed and may be resumed.
LEASE = timedelta(seconds=30)


def _lock_number(key: IdempotencyKey) -> int:
    digest = hashlib.sha256(f"{key.scope}\0{key.key}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


class SqlIdempotentExecution:
    """See `application.shared.idempotency.IdempotentExecution`."""

    def __init__(self, backend: SqlBackend) -> None:
        self._backend = backend

    def run(self, key: IdempotencyKey, action: Callable[[], Answer]) -> Answer:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._run_once(key, action)
            except ConcurrencyConflict:
                if attempt == ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def _run_once(self, key: IdempotencyKey, action: Callable[[], Answer]) -> Answer:
        with translating(), open_session(self._backend.engine) as session:
            if not session.execute(select(func.pg_try_advisory_xact_lock(_lock_number(key)))).scalar_one():
                raise IdempotencyKeyInUse
            if not self._claim(session, key):
                return self._replay(session, key)
            with ambient.joined(ambient.Ambient(session)) as running:
                answer = action()
            session.flush()
            session.execute(self._store(key, answer))
            session.commit()
        for follow_up in running.after_commit:
            follow_up()
        return answer

    def run_phased(self, key: IdempotencyKey, action: Callable[[], Answer]) -> Answer:
        with translating(), open_session(self._backend.engine) as session:
            if not self._claim(session, key, leased=True) and not self._take_over(session, key):
                return self._replay(session, key)
            session.commit()
        try:
            answer = action()
        except BaseException:
            self._release(key)
            raise
        with translating(), open_session(self._backend.engine) as session:
            session.execute(self._store(key, answer))
            session.commit()
        return answer

    def _claim(self, session: Session, key: IdempotencyKey, *, leased: bool = False) -> bool:
        now = self._backend.clock.now()
        row = {
            "scope": key.scope,
            "key": key.key,
            "fingerprint": key.fingerprint,
            "lease_until": now + LEASE if leased else None,
            "created_at": now,
        }
        statement = insert(keys).values(row).on_conflict_do_nothing().returning(keys.c.key)
        return session.execute(statement).scalar_one_or_none() is not None

    def _take_over(self, session: Session, key: IdempotencyKey) -> bool:
        """Continue a phased action whose runner died: only after its lease, and only one does."""
        now = self._backend.clock.now()
        statement = (
            update(keys)
            .where(self._is(key), keys.c.status.is_(None), keys.c.lease_until < now, keys.c.fingerprint == key.fingerprint)
            .values(lease_until=now + LEASE)
            .returning(keys.c.key)
        )
        return session.execute(statement).scalar_one_or_none() is not None

    def _replay(self, session: Session, key: IdempotencyKey) -> Answer:
        row = session.execute(select(keys).where(self._is(key))).one_or_none()
        if row is None:
            raise IdempotencyKeyInUse  # It was released between the two statements.
        if row.fingerprint != key.fingerprint:
            raise IdempotencyKeyReused
        if row.status is None:
            raise IdempotencyKeyInUse
        return Answer(row.status, tuple((name, value) for name, value in row.headers), bytes(row.body), replayed=True)

    def _release(self, key: IdempotencyKey) -> None:
        with translating(), open_session(self._backend.engine) as session:
            session.execute(delete(keys).where(self._is(key), keys.c.status.is_(None)))
            session.commit()

    @staticmethod
    def _is(key: IdempotencyKey) -> ColumnElement[bool]:
        return and_(keys.c.scope == key.scope, keys.c.key == key.key)

    def _store(self, key: IdempotencyKey, answer: Answer) -> Update:
        return (
            update(keys)
            .where(self._is(key))
            .values(
                status=answer.status,
                headers=[list(pair) for pair in answer.headers],
                body=answer.body,
                lease_until=None,
            )
        )
