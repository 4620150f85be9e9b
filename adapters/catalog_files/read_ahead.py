"""Reading on in a second thread while the first one waits for the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from queue import Full, Queue
from threading import Event, Lock, Thread
from typing import TypeVar

T = TypeVar("T")

#: Items handed over at once, and how many such portions wait: a batch or so ahead, no more.
PORTION, PORTIONS = 100, 6


class _QuickTurns:
    """Threads that wait for the interpreter get it ten times sooner while files are read.

    The one that hands rows to the database needs it a moment at a time, between two threads that would keep it 5 ms each: the database
    would wait, too.
    """

    def __init__(self) -> None:
        self._lock, self._users, self._usual = Lock(), 0, 0.0

    def __enter__(self) -> None:
        with self._lock:
            if not self._users:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(0.0005)
            self._users += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._users -= 1
            if not self._users:
                sys.setswitchinterval(self._usual)


_QUICK_TURNS = _QuickTurns()


class _End:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def read_ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items in the same order, and the same exception at the same place. Closing it stops the thread."""
    waiting: Queue[list[T] | _End] = Queue(PORTIONS)
    given_up = Event()

    def put(portion: list[T] | _End) -> None:
        while not given_up.is_set():
            try:
                waiting.put(portion, timeout=0.2)
            except Full:
                continue
            return

    def read() -> None:
        portion: list[T] = []
        error: BaseException | None = None
        try:
            for item in items:
                portion.append(item)
                if len(portion) == PORTION:
                    put(portion)
                    portion = []
                if given_up.is_set():
                    break
        except BaseException as raised:  # noqa: BLE001 - handed to the thread that iterates
            error = raised
        put(portion)
        put(_End(error))

    reader = Thread(target=read, name="catalogue reader", daemon=True)
    with _QUICK_TURNS:
        reader.start()
        try:
            while not isinstance(portion := waiting.get(), _End):
                yield from portion
            if portion.error is not None:
                raise portion.error
        finally:
            given_up.set()
            reader.join()
