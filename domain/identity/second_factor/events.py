"""What happened to somebody's second factor; ids only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.identity.events import AccountEvent


@dataclass(frozen=True, kw_only=True)
class SecondFactorEnabled(AccountEvent):
    """From now on a password alone does not let anybody in."""

    name: ClassVar[str] = "identity.second_factor_enabled"


@dataclass(frozen=True, kw_only=True)
class SecondFactorDisabled(AccountEvent):
    """By its owner, or by staff for somebody who lost it (`by_staff`)."""

    name: ClassVar[str] = "identity.second_factor_disabled"
    by_staff: bool = False


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesReplaced(AccountEvent):
    """There is a new set; the old codes are void."""

    name: ClassVar[str] = "identity.recovery_codes_replaced"


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(AccountEvent):
    """Somebody came in with a recovery code; `left` are unused."""

    name: ClassVar[str] = "identity.recovery_code_used"
    left: int
