"""What staff write down about a customer; the customer does not see it, but gets it with an export of their data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId


@dataclass(frozen=True, slots=True)
class CustomerNote:
    """`author` is how whoever wrote it signs. Notes are not changed: one that is wrong is removed and written anew."""

    id: UUID
    account_id: AccountId
    author: str
    text: str
    written_at: datetime

    @classmethod
    def written(cls, id: UUID, account_id: AccountId, author: str, text: str, now: datetime) -> CustomerNote:  # noqa: A002 - the field's word
        """Raises InvalidValue for a note that says nothing."""
        if not text.strip():
            raise InvalidValue("text", "must say something")
        return cls(id, account_id, author, text.strip(), now)
