"""The first level: a bounded map of this process, least recently used out first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from adapters.cache.stamps import Snapshot
from application.shared.ready_answers import ReadyAnswer

#: What an entry weighs besides its body and key, roughly.
_OVERHEAD = 1_000


@dataclass(slots=True)
class Entry:
    """An answer, the stamps under which it was made, and when (monotonic seconds)."""

    answer: ReadyAnswer
    stamps: Snapshot | None
    made_at: float


class ProcessCache:
    """Holds up to `max_bytes` of answers."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Entry | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: str, entry: Entry) -> None:
        with self._lock:
            self._remove(key)
            self._entries[key] = entry
            self._bytes += _weight(key, entry)
            while self._bytes > self._max_bytes and self._entries:
                self._remove(next(iter(self._entries)))

    def _remove(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._bytes -= _weight(key, entry)

    def __len__(self) -> int:
        return len(self._entries)


def _weight(key: str, entry: Entry) -> int:
    return _OVERHEAD + 2 * len(key) + len(entry.answer.body)
