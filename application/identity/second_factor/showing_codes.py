"""How a code is tried: one of the authenticator, or a recovery code in any spelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.identity.second_factor.ports import OneTimeCodes, RecoveryCodeSets, SecretDigests
from domain.identity.second_factor.second_factor import RECOVERY_CODES, SecondFactor
from domain.shared.ids import AccountId

#: Codes of authenticators have so many digits.
DIGITS = 6


@dataclass(frozen=True)
class ShownCodes:
    codes: OneTimeCodes
    sets: RecoveryCodeSets
    digests: SecretDigests

    def step(self, factor: SecondFactor, code: str, now: datetime) -> int | None:
        """The step of a code of the authenticator; None for anything else."""
        digits = "".join(code.split())
        if factor.sealed_secret is None or not (len(digits) == DIGITS and digits.isascii() and digits.isdigit()):
            return None
        return self.codes.step(factor.sealed_secret, factor.id, digits, now)

    def accepted(self, factor: SecondFactor, code: str, now: datetime) -> bool:
        """Try it; a good one is used up."""
        factor.require_patience(now)
        good = factor.accept_step(self.step(factor, code, now), now) or factor.accept_recovery_code(self.digest(factor.id, code), now)
        factor.tried(good, now)
        return good

    def digest(self, account_id: AccountId, recovery_code: str) -> str:
        plain = "".join(character for character in recovery_code.lower() if character.isalnum())
        return self.digests.of("recovery-code", f"{account_id}:{plain}")

    def new_set(self, account_id: AccountId) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Codes to show once, and their digests to keep."""
        shown = self.sets.new(RECOVERY_CODES)
        return shown, tuple(self.digest(account_id, code) for code in shown)
