"""A tax category: the word by which goods are sorted for tax (`standard`, `reduced`, `books`)."""

from __future__ import annotations

import re
from datetime import datetime

from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import TaxCategoryId

#: What goods fall back to when their own category has no rate in a zone.
STANDARD = "standard"
#: Goods that are never taxed, unless a zone has a rate for the category itself.
EXEMPT = "exempt"
#: Every shop has these, whether somebody named them or not.
BUILT_IN = frozenset({STANDARD, EXEMPT})


class TaxCategory(Aggregate):
    """Variants name their category by `code`; a zone gives it a rate."""

    def __init__(self, id: TaxCategoryId, code: str, name: str, now: datetime) -> None:  # noqa: A002 - the field's word
        super().__init__(now)
        self.id = id
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,49}", code):
            raise InvalidValue("code", "must be 1 to 50 lower-case letters, digits, hyphens and underscores")
        self.code = code
        self.rename(name, now)

    def rename(self, name: str, now: datetime) -> None:
        if not name.strip():
            raise InvalidValue("name", "must not be empty")
        self.name = name
        self.touch(now)
