"""The second factor of one account: an authenticator's secret, the codes that were used, and recovery codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from domain.identity.errors import TooManyAttempts
from domain.identity.second_factor.errors import EnrolmentExpired, SecondFactorAlreadyEnabled, SecondFactorNotEnabled
from domain.identity.second_factor.events import RecoveryCodesReplaced, RecoveryCodeUsed, SecondFactorDisabled, SecondFactorEnabled
from domain.shared.aggregate import Aggregate
from domain.shared.errors import SecondFactorRequired
from domain.shared.ids import AccountId

#: How long a secret that was shown may wait for its first code.
ENROLMENT_LASTS = timedelta(minutes=30)
#: How many recovery codes a set has.
RECOVERY_CODES = 10
#: So many wrong codes in a row cost nothing; then every further one doubles the wait.
FREE_TRIES = 4
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """Kept as a keyed digest only."""

    digest: str
    used_at: datetime | None = None


class SecondFactor(Aggregate):
    """One an account, and by its id. Not enabled until a first code proved that the authenticator has the secret, or a passkey was added.

    Passkeys are kept apart; recovery codes stand in for all of it. An authenticator can be set up beside passkeys, and they beside it.
    The secret is sealed: only an adapter can open it. Codes are known here as steps (the number of half minutes since 1970
    that a code stands for): a step is accepted when it is later than any before, so each code works once.
    """

    id: AccountId
    sealed_secret: str | None
    begun_at: datetime
    enabled_at: datetime | None
    authenticator_at: datetime | None
    last_step: int | None
    recovery_codes: tuple[RecoveryCode, ...]
    wrong_codes: int
    patient_until: datetime | None

    def __init__(self, account_id: AccountId, sealed_secret: str | None, now: datetime) -> None:
        super().__init__(now)
        self.id = account_id
        self.sealed_secret, self.begun_at = sealed_secret, now
        self.enabled_at, self.authenticator_at, self.last_step, self.recovery_codes = None, None, None, ()
        self.wrong_codes, self.patient_until = 0, None

    @property
    def enabled(self) -> bool:
        return self.enabled_at is not None

    @property
    def has_authenticator(self) -> bool:
        """One whose first code was seen."""
        return self.authenticator_at is not None

    @property
    def codes_left(self) -> int:
        return sum(code.used_at is None for code in self.recovery_codes)

    def require_shown(self, strong: bool) -> None:
        """Where it is on, only a session that showed it changes the ways in: `strong` says whether this one did."""
        if self.enabled and not strong:
            raise SecondFactorRequired

    def begin_again(self, sealed_secret: str, now: datetime) -> None:
        """Another secret for an enrolment that was never confirmed."""
        if self.has_authenticator:
            raise SecondFactorAlreadyEnabled
        self.sealed_secret, self.begun_at, self.last_step = sealed_secret, now, None
        self.touch(now)

    def confirm(self, step: int | None, digests: tuple[str, ...], now: datetime) -> bool:
        """Enable by the first code, which stands for `step` (None: a wrong one); False changes nothing."""
        if self.has_authenticator:
            raise SecondFactorAlreadyEnabled
        if self.sealed_secret is None:
            raise SecondFactorNotEnabled
        if now - self.begun_at > ENROLMENT_LASTS:
            raise EnrolmentExpired
        if step is None:
            return False
        self.last_step, self.authenticator_at = step, now
        self.enable(digests, now)
        self.touch(now)
        return True

    def enable(self, digests: tuple[str, ...], now: datetime) -> bool:
        """By the first way to show one, with a set of recovery codes; False when it was enabled, and its set stays."""
        if self.enabled:
            return False
        self.enabled_at = now
        self.recovery_codes = tuple(RecoveryCode(digest) for digest in digests)
        self.touch(now)
        self.record(SecondFactorEnabled(account_id=self.id, occurred_at=now))
        return True

    def accept_step(self, step: int | None, now: datetime) -> bool:
        """Whether a code that stands for `step` is good, for this once."""
        self._require_enabled()
        if step is None or not self.has_authenticator or (self.last_step is not None and step <= self.last_step):
            return False
        self.last_step = step
        self.touch(now)
        return True

    def accept_recovery_code(self, digest: str, now: datetime) -> bool:
        """Whether it is an unused code of the set; it is used up by this."""
        self._require_enabled()
        fitting = next((code for code in self.recovery_codes if code.digest == digest and code.used_at is None), None)
        if fitting is None:
            return False
        self.recovery_codes = tuple(replace(code, used_at=now) if code is fitting else code for code in self.recovery_codes)
        self.touch(now)
        self.record(RecoveryCodeUsed(account_id=self.id, left=self.codes_left, occurred_at=now))
        return True

    def require_patience(self, now: datetime) -> None:
        """Refuse to look at another code while the last wrong one is too recent: not even whether it is right."""
        if self.patient_until is not None and now < self.patient_until:
            raise TooManyAttempts(ceil((self.patient_until - now).total_seconds()))

    def tried(self, good: bool, now: datetime) -> None:
        """Count wrong codes in a row, in the database: neither many sign-ins at once nor a restart give more tries."""
        self.wrong_codes = 0 if good else self.wrong_codes + 1
        self.patient_until = None if self.wrong_codes < FREE_TRIES else now + self._patience()
        self.touch(now)

    def _patience(self) -> timedelta:
        return min(FIRST_WAIT * (1 << min(self.wrong_codes - FREE_TRIES, 16)), LONGEST_WAIT)

    def replace_recovery_codes(self, digests: tuple[str, ...], now: datetime) -> None:
        """A whole new set; codes of the old one are void, used or not."""
        self._require_enabled()
        self.recovery_codes = tuple(RecoveryCode(digest) for digest in digests)
        self.touch(now)
        self.record(RecoveryCodesReplaced(account_id=self.id, occurred_at=now))

    def disable(self, now: datetime, *, by_staff: bool = False) -> None:
        """To be removed by its repository afterwards. Nothing is told when it was never enabled."""
        if self.enabled:
            self.record(SecondFactorDisabled(account_id=self.id, by_staff=by_staff, occurred_at=now))

    def _require_enabled(self) -> None:
        if not self.enabled:
            raise SecondFactorNotEnabled
