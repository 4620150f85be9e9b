"""Copies of mails that the folder transport wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.shared.ids import MessageId


class FolderMailCopies:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def forget(self, messages: Sequence[MessageId]) -> None:
        """Files that are gone already are no matter."""
        for message in messages:
            for suffix in (".eml", ".html", ".txt"):
                (self._folder / f"{message}{suffix}").unlink(missing_ok=True)


class NoMailCopies:
    """A mail server keeps none for us."""

    def forget(self, messages: Sequence[MessageId]) -> None:
        return
