"""The shop keeps its signing keys young by itself, and throws away those that verify nothing any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from application.sessions.ports import SigningKeysUnitOfWork
from application.sessions.rotate_signing_key import RotateSigningKey, RotateSigningKeyHandler
from application.sessions.signing import KeySchedule
from application.shared.actor import SYSTEM
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.signing_key import SigningKey

#: How long an old key stays to be looked at.
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class KeepSigningKeys:
    """Nothing to say: the schedule is a setting."""


@dataclass(frozen=True)
class KeepSigningKeysHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SigningKeysUnitOfWork]
    schedule: KeySchedule
    rotate: RotateSigningKeyHandler
    clock: Clock

    def __call__(self, command: KeepSigningKeys) -> bool:
        """Whether a new key was made."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            keys = uow.signing_keys.locked()
            for key in keys:
                if key.has_passed_for(now, KEPT):
                    uow.signing_keys.remove(key)
            uow.commit()
        if not self._is_due(keys, now):
            return False
        self.rotate(RotateSigningKey(actor=SYSTEM))
        return True

    def _is_due(self, keys: list[SigningKey], now: datetime) -> bool:
        # Before the first sign-in there is no key, and none is needed.
        return bool(keys) and max(key.signs_from for key in keys) + self.schedule.rotated_every <= now
