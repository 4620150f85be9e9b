"""Where tax is rounded half up: a setting of the channel, because countries' bills and cash registers differ."""

from __future__ import annotations

from enum import Enum


class TaxRounding(Enum):
    """Once a line, or once a unit of it."""

    LINE = "line"
    UNIT = "unit"
