"""The shop signs with a new key: announced before it signs, the old one verifying until its last token has expired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from application.sessions.ports import KeyMaker, SigningKeysUnitOfWork
from application.sessions.signing import KeySchedule, new_key
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.revocation import RevocationKind
from domain.sessions.signing_key import SigningKey
from domain.shared.ids import SigningKeyId


@dataclass(frozen=True, kw_only=True)
class RotateSigningKey:
    """`at_once`: the old keys may be in wrong hands. They verify nothing from now on; sessions go on with their refresh tokens."""

    actor: Actor
    at_once: bool = False


@dataclass(frozen=True)
class RotateSigningKeyHandler:
    permission: ClassVar[str | None] = "system.write"
    unit_of_work: UnitOfWorkFactory[SigningKeysUnitOfWork]
    maker: KeyMaker
    schedule: KeySchedule
    clock: Clock
    ids: Ids

    def __call__(self, command: RotateSigningKey) -> SigningKey:
        """The new key."""
        now = self.clock.now()
        command.actor.require_step_up(now)
        with self.unit_of_work() as uow:
            old = [key for key in uow.signing_keys.locked() if key.verifies(now)]
            announced = timedelta() if command.at_once or not old else self.schedule.announced
            made = new_key(self.maker, SigningKeyId(self.ids.new()), now + announced, now)
            for key in old:
                key.retire(now if command.at_once else made.signs_from + self.schedule.outlives, now)
            uow.signing_keys.add(made)
            uow.revocations.add(RevocationKind.SIGNING_KEY, made.id, now)
            uow.commit()
        return made
