"""The driver's connections as the shop opens them: with as few trips to the server as a transaction can do with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg2
from psycopg2 import extensions

_AUTOCOMMIT = extensions.ISOLATION_LEVEL_AUTOCOMMIT
_LEVELS = (_AUTOCOMMIT, extensions.ISOLATION_LEVEL_DEFAULT, extensions.ISOLATION_LEVEL_READ_COMMITTED)
_IDLE = extensions.TRANSACTION_STATUS_IDLE


class TravellingCursor(extensions.cursor):
    """Takes along what its connection has waiting."""

    connection: TravellingConnection

    def execute(self, query: Any, vars: Any = None) -> None:  # noqa: A002 -- the driver's name for it
        ahead = self.connection.take_ahead()
        if ahead and self.name is None:
            super().execute(ahead + self.mogrify(query, vars))
            return
        if ahead:
            self.connection.send(ahead)
        super().execute(query, vars)

    def executemany(self, query: Any, vars_list: Any) -> None:
        self.connection.settle()
        super().executemany(query, vars_list)

    def copy_expert(self, sql: Any, file: Any, size: int = 8192) -> None:
        self.connection.settle()
        super().copy_expert(sql, file, size)


class TravellingConnection(extensions.connection):
    """BEGIN travels with the first statement of a transaction, COMMIT with the last ones, and statements whose answer nobody
    needs (`later`) with whatever is sent next.

    To its users a connection of the driver like any other: transactions begin by themselves. For the driver it is in autocommit,
    or else it would send BEGIN by itself, as a message of its own. Knows READ COMMITTED and AUTOCOMMIT.
    """

    def __init__(self, dsn: str, *options: Any, **named: Any) -> None:
        super().__init__(dsn, *options, **named)
        self._waiting: list[bytes] = []
        self._transactional = True
        self.cursor_factory = TravellingCursor
        extensions.connection.autocommit.__set__(self, True)  # type: ignore[attr-defined]  # a descriptor of the driver's

    @property
    def autocommit(self) -> bool:
        return not self._transactional

    @autocommit.setter
    def autocommit(self, value: bool) -> None:
        self._transactional = not value

    def set_isolation_level(self, level: Any) -> None:
        if level not in _LEVELS:
            raise psycopg2.NotSupportedError("transactions of the shop are READ COMMITTED")
        self.rollback()
        self._transactional = level != _AUTOCOMMIT

    def later(self, statement: bytes) -> None:
        """Send `statement` with the next one, at the latest with COMMIT; its errors are those of whatever takes it along."""
        if self._transactional:
            self._waiting.append(statement)
        else:
            self.send(statement)

    def take_ahead(self) -> bytes:
        """What has to be sent before the next statement, in one message with it; from now on the caller's to send."""
        begins = self._transactional and self.get_transaction_status() == _IDLE
        if not begins and not self._waiting:
            return b""
        waiting, self._waiting = self._waiting, []
        return b"".join(b"%b; " % statement for statement in ([b"BEGIN", *waiting] if begins else waiting))

    def settle(self) -> None:
        """Send now what waits, and begin the transaction."""
        ahead = self.take_ahead()
        if ahead:
            self.send(ahead)

    def send(self, text: bytes) -> None:
        cursor = extensions.cursor(self)
        try:
            cursor.execute(text)
        finally:
            cursor.close()

    def commit(self) -> None:
        if not self._waiting and (self.closed or self.get_transaction_status() == _IDLE):
            super().commit()
            return
        try:
            self.send(self.take_ahead() + b"COMMIT")
        except psycopg2.Error:
            # As after any COMMIT there is no transaction any more: nobody rolls back after a commit.
            if not self.closed:
                self.rollback()
            raise

    def rollback(self) -> None:
        self._waiting.clear()
        if self.closed or self.get_transaction_status() == _IDLE:
            super().rollback()
        else:
            self.send(b"ROLLBACK")


def _adapted(value: UUID) -> extensions.AsIs:
    return extensions.AsIs(f"'{value.int:032x}'::uuid")


def adapt_identifiers(*_: object) -> None:
    """Ids go to the server without an object and a text of their own each. The library registers its way with every connection."""
    extensions.register_adapter(UUID, _adapted)
