"""COPY in a thread beside: while PostgreSQL takes rows in, the next ones of the same transaction are made ready."""

from __future__ import annotations

import io
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import psycopg2
from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

from adapters.persistence.errors import translating


class RunningCopies:
    """Of one unit of work, one after the other. Nobody else may use its connection until `settle` has returned.

    The library's statements wait by themselves, those of mapped objects that read themselves anew among them.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="copy")
        self._running: list[Future[None]] = []
        self._watched: Connection | None = None

    def start(self, connection: Connection, statement: str, content: str) -> None:
        if connection is not self._watched:
            event.listen(connection, "before_cursor_execute", lambda *_: self.settle())
            self._watched = connection
        driver = connection.connection
        self._running.append(self._thread.submit(_copy, driver, statement, content))

    def settle(self) -> None:
        """Wait for what runs. Violations surface here, as the refusals of their constraints."""
        running, self._running = self._running, []
        wait(running)
        with translating():
            for copy in running:
                copy.result()

    def close(self) -> None:
        self._thread.shutdown()


def _copy(driver: Any, statement: str, content: str) -> None:
    cursor = driver.cursor()
    try:
        # In one piece: for each further one it would have to wait until the busy thread lets the interpreter go.
        cursor.copy_expert(statement, io.StringIO(content), len(content))
    except psycopg2.Error as error:
        raise DBAPIError.instance(statement, None, error, psycopg2.Error, hide_parameters=True) from error
    finally:
        cursor.close()
