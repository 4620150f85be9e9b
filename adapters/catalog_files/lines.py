"""Bytes to lines of text: compression, byte order marks, encodings, in constant memory."""

from __future__ import annotations

import gzip
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from typing import IO

from adapters.catalog_files.errors import UnreadableCatalog

#: A longer line without an end is no table.
MAX_LINE = 16 * 1024 * 1024
#: What spreadsheets in the western world write when they do not write UTF-8.
FALLBACK = "cp1252"

Report = Callable[[int, str], None]


class Counted(io.RawIOBase):
    """A byte stream that knows how far it was read, for progress."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self._source = source
        self.bytes_read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # every buffer that io hands us
        data = self._source.read(len(view))
        view[: len(data)] = data
        self.bytes_read += len(data)
        return len(data)


def text_lines(source: IO[bytes] | io.RawIOBase, encoding: str | None, warn: Report) -> Iterator[str]:
    """Lines with their ends. `encoding` None means: by byte order mark, else UTF-8, and Windows-1252 for lines that are not.

    `warn(line, reason)` hears once about text that had to be guessed. Raises UnreadableCatalog for what is no text.
    """
    buffered = _decompressed(io.BufferedReader(Counted(source) if not isinstance(source, io.RawIOBase) else source, 1 << 16))
    start = buffered.peek(4)[:4]
    if encoding is None and start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding = "utf-16"
    if encoding is not None and encoding.lower().replace("_", "-") not in {"utf-8", "utf8", "utf-8-sig"}:
        yield from _decoded_whole(buffered, encoding)
        return
    if start.startswith(BOM_UTF8):
        buffered.read(len(BOM_UTF8))
    yield from _decoded_by_line(buffered, strict=encoding is not None, warn=warn)


def _decompressed(stream: io.BufferedReader) -> io.BufferedReader:
    if stream.peek(2)[:2] == b"\x1f\x8b":
        # GzipFile buffers and peeks like a BufferedReader.
        return io.BufferedReader(gzip.GzipFile(fileobj=stream), 1 << 16)
    return stream


def _decoded_by_line(stream: io.BufferedReader, *, strict: bool, warn: Report) -> Iterator[str]:
    # UTF-8 never has a line feed inside a character, so lines may be cut before decoding.
    guessed = False
    number = 0
    while raw := stream.readline(MAX_LINE):
        number += 1
        if len(raw) == MAX_LINE:
            raise UnreadableCatalog(f"line {number} does not end: this is not a table of text")
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError:
            if strict:
                raise UnreadableCatalog(f"line {number} is not UTF-8") from None
            if not guessed:
                guessed = True
                warn(number, "is not UTF-8; such lines are read as Windows-1252. Save the file as UTF-8 if letters look wrong")
            yield raw.decode(FALLBACK, errors="replace")


def _decoded_whole(stream: io.BufferedReader, encoding: str) -> Iterator[str]:
    try:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        while line := text.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise UnreadableCatalog("a line does not end: this is not a table of text")
            yield line
    except (UnicodeError, LookupError) as error:
        raise UnreadableCatalog(f"it cannot be read as {encoding}: {error}") from None
