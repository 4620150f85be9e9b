"""Which handles and SKUs a file has shown already: on disk beyond a small cache, so that memory stays constant."""

from __future__ import annotations


class SeenKeys:
    """First line by key. SQLite's unnamed database lives in a page cache and spills to a temporary file that vanishes with us."""

    def __init__(self) -> None:
        import sqlite3  # where it is needed: web processes read no catalogues

        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA cache_size = -4000")
        self._database.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID")
        self._database.execute("BEGIN")

    def first_line(self, key: str, line: int) -> int | None:
        """Remember `key` at `line`; the earlier line when it was seen before."""
        added = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, line))
        if added.rowcount:
            return None
        found = self._database.execute("SELECT line FROM seen WHERE key = ?", (key,)).fetchone()
        return int(found[0])

    def close(self) -> None:
        self._database.close()
