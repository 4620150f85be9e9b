"""Telling "leave as it is" from "make it empty" in commands that change some fields."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final


class Unset(Enum):
    """The type of UNSET, for annotations such as `str | None | Unset`."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


def given(**fields: Any) -> dict[str, Any]:
    """Those fields that were given."""
    return {name: value for name, value in fields.items() if value is not UNSET}
