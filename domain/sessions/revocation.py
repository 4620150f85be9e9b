"""What was taken back before it expired by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

#: After so long everything that was issued before has expired, or been asked for anew.
KEPT = timedelta(minutes=75)


class RevocationKind(Enum):
    """`SESSION`, `ACCOUNT`: tokens stop being accepted. `KEY`: an API key is forgotten. `RIGHTS`: they are asked for anew.
    `SIGNING_KEY`: the keys that verify tokens are read anew.
    """

    SESSION = "session"
    ACCOUNT = "account"
    KEY = "key"
    RIGHTS = "rights"
    SIGNING_KEY = "signing_key"


@dataclass(frozen=True)
class Revocation:
    """What was issued for `subject` up to `at` is not accepted any more."""

    kind: RevocationKind
    subject: UUID
    at: datetime
