"""A stock location: a warehouse, shop or supplier that goods are sold from."""

from __future__ import annotations

import re
from datetime import datetime

from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import LocationId

MAX_PRIORITY = 1_000_000


class StockLocation(Aggregate):
    """Locations of lower `priority` are sold from first; an inactive one keeps its stock but sells nothing."""

    def __init__(
        self,
        id: LocationId,  # noqa: A002 - the field's word
        code: str,
        name: str,
        now: datetime,
        *,
        priority: int = 0,
        active: bool = True,
    ) -> None:
        super().__init__(now)
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,49}", code):
            raise InvalidValue("code", "must be 1 to 50 lower-case letters, digits and hyphens")
        self.id = id
        self.code = code
        self._describe(name, priority, active)

    def _describe(self, name: str, priority: int, active: bool) -> None:
        if not name.strip():
            raise InvalidValue("name", "must not be empty")
        if not 0 <= priority <= MAX_PRIORITY:
            raise InvalidValue("priority", f"must be between 0 and {MAX_PRIORITY}")
        self.name, self.priority, self.active = name, priority, active

    def change(self, now: datetime, *, name: str | None = None, priority: int | None = None, active: bool | None = None) -> None:
        """Change what may change; None leaves a field as it is."""
        self._describe(
            self.name if name is None else name,
            self.priority if priority is None else priority,
            self.active if active is None else active,
        )
        self.touch(now)
