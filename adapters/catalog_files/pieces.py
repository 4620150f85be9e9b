"""A byte stream made of pieces that are fetched one after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, cast

#: Bytes of a piece of a kept file.
PIECE = 256 * 1024


class Pieces(io.RawIOBase):
    """Reads as one stream; holds one piece at a time."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # every buffer that io hands us
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        size = min(len(view), len(self._rest))
        view[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def buffered(self) -> IO[bytes]:
        return cast("IO[bytes]", io.BufferedReader(self, PIECE))
