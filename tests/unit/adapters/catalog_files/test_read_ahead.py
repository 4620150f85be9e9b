"""The reading thread keeps order, errors and bounds, and goes when nobody wants more."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest

from adapters.catalog_files.read_ahead import PORTION, PORTIONS, read_ahead


def test_items_keep_their_order() -> None:
    assert list(read_ahead(iter(range(1_234)))) == list(range(1_234))


def test_an_error_comes_where_it_happened() -> None:
    def broken() -> Iterator[int]:
        yield from range(150)
        raise ValueError("line 151")

    ahead = read_ahead(broken())
    assert [next(ahead) for _ in range(150)] == list(range(150))
    with pytest.raises(ValueError, match="line 151"):
        next(ahead)


def test_it_reads_only_so_far_ahead_and_stops_when_closed() -> None:
    read: list[int] = []

    def endless() -> Iterator[int]:
        number = 0
        while True:
            read.append(number)
            yield number
            number += 1

    ahead = read_ahead(endless())
    assert next(ahead) == 0
    ahead.close()  # type: ignore[attr-defined]  # it is a generator
    assert len(read) <= (PORTIONS + 3) * PORTION
    assert "catalogue reader" not in {thread.name for thread in threading.enumerate()}


def test_threads_take_quick_turns_only_while_files_are_read() -> None:
    usual = sys.getswitchinterval()
    first, second = read_ahead(iter(range(5))), read_ahead(iter(range(5)))
    assert (next(first), next(second)) == (0, 0)
    assert sys.getswitchinterval() < usual
    assert list(first) == [1, 2, 3, 4]
    assert sys.getswitchinterval() < usual
    assert list(second) == [1, 2, 3, 4]
    assert sys.getswitchinterval() == usual
