"""Forgetting, in memory, what nobody needs any more about accounts."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.database import MemoryDatabase
from domain.identity.accounts.leftovers import KEPT

_INSTANT = {"mailed_secrets": "expires_at", "known_devices": "last_seen_at"}


class MemoryLeftovers:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def forget(self, now: datetime, limit: int) -> int:
        gone = 0
        with self._database.lock:
            for name, kept in KEPT.items():
                table, instant = self._database.table(name), _INSTANT.get(name, "created_at")
                old = [key for key, row in table.items() if getattr(row, instant) < now - kept][:limit]
                for key in old:
                    del table[key]
                gone += len(old)
        return gone
