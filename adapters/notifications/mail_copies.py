"""Copies of mails that the folder transport wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from domain.shared.ids import MessageId


class FolderMailCopies:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def forget(self, messages: Sequence[MessageId]) -> None:
        """Files that are gone already are no matter."""
        for message in messages:
            for suffix in (".eml", ".html", ".txt"):
                (self._folder / f"{message}{suffix}").unlink(missing_ok=True)

    def forget_older(self, before: datetime) -> None:
        """By the time in their names; files that are named otherwise are none of ours."""
        for path in self._folder.glob("*.*") if self._folder.is_dir() else ():
            written = _written_at(path.name.removeprefix(".").partition(".")[0])
            if written is not None and written <= before:
                path.unlink(missing_ok=True)


def _written_at(name: str) -> datetime | None:
    """Ids of messages (UUID version 7) begin with milliseconds since 1970."""
    try:
        key = UUID(name)
    except ValueError:
        return None
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC) if key.version == 7 else None


class NoMailCopies:
    """A mail server keeps none for us."""

    def forget(self, messages: Sequence[MessageId]) -> None:
        return

    def forget_older(self, before: datetime) -> None:
        return
