"""What an object is called in the log."""

from __future__ import annotations

import re


def kind_of(subject: object) -> str:
    """`TaxZone` → `tax_zone`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", type(subject).__name__).lower()
