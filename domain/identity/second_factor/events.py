"""What happened to somebody's second factor; ids only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class _AboutSecondFactor(Event):
    account_id: AccountId

    @property
    def aggregate_id(self) -> UUID:
        return self.account_id


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnabled(_AboutSecondFactor):
    """From now on a password alone does not let anybody in."""

    name: ClassVar[str] = "identity.second_factor_enabled"


@dataclass(frozen=True, kw_only=True)
class SecondFactorDisabled(_AboutSecondFactor):
    """By its owner, or by staff for somebody who lost it (`by_staff`)."""

    name: ClassVar[str] = "identity.second_factor_disabled"
    by_staff: bool = False


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesReplaced(_AboutSecondFactor):
    """There is a new set; the old codes are void."""

    name: ClassVar[str] = "identity.recovery_codes_replaced"


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(_AboutSecondFactor):
    """Somebody came in with a recovery code; `left` are unused."""

    name: ClassVar[str] = "identity.recovery_code_used"
    left: int
