"""Why a catalogue file as a whole cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Invalid


@dataclass(eq=False)
class UnreadableCatalog(Invalid):
    """Not a row but the whole file is wrong: no table, no handles, not the announced layout."""

    code: ClassVar[str] = "unreadable_catalog"
    reason: str

    @property
    def detail(self) -> str:
        return f"The catalogue file cannot be used: {self.reason}."


@dataclass(eq=False)
class InvalidMapping(Invalid):
    """A column-mapping file breaks its rules; `entry` is the path in it."""

    code: ClassVar[str] = "invalid_mapping"
    entry: str
    reason: str
    field: str = "mapping"

    @property
    def detail(self) -> str:
        return f"The column mapping is wrong at {self.entry}: {self.reason}."
