"""Reading on in a second thread while the first one waits for the database."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")

#: Items handed over at once, and how many such portions wait: a batch or so ahead, no more.
PORTION, PORTIONS = 100, 6


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
    reader.start()
    try:
        while not isinstance(portion := waiting.get(), _End):
            yield from portion
        if portion.error is not None:
            raise portion.error
    finally:
        given_up.set()
        reader.join()
