"""A group of customers: for prices, promotions and reports to address."""

from __future__ import annotations

import re
from datetime import datetime

from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import CustomerGroupId


class CustomerGroup(Aggregate):
    """`code` is for machines and never changes; `name` for staff."""

    def __init__(self, id: CustomerGroupId, code: str, name: str, now: datetime, *, description: str = "") -> None:  # noqa: A002 - the field's word
        super().__init__(now)
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,49}", code):
            raise InvalidValue("code", "must be 1 to 50 lower-case letters, digits and hyphens")
        self.id = id
        self.code = code
        self.description = description
        self.name = _named(name)

    def change(self, now: datetime, *, name: str | None = None, description: str | None = None) -> None:
        """None leaves a field as it is."""
        self.name = self.name if name is None else _named(name)
        self.description = self.description if description is None else description
        self.touch(now)


def _named(name: str) -> str:
    if not name.strip():
        raise InvalidValue("name", "must not be empty")
    return name.strip()
