"""What staff write down about a customer; the customer does not see it, but gets it with an export of their data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.shared.ids import AccountId


@dataclass(frozen=True, slots=True)
class CustomerNote:
    """`author` is the label of who wrote it. Notes are not changed: one that is wrong is removed and written anew."""

    id: UUID
    account_id: AccountId
    author: str
    text: str
    written_at: datetime
