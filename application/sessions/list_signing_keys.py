"""Operators see which keys sign and verify."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.sessions.ports import SigningKeysUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.signing_key import SigningKey, signer
from domain.shared.ids import SigningKeyId


@dataclass(frozen=True, kw_only=True)
class ListSigningKeys:
    actor: Actor


@dataclass(frozen=True)
class SigningKeyView:
    """`state`: `next` will sign, `signing` does, `verifying` only verifies, `past` does neither."""

    id: SigningKeyId
    algorithm: str
    state: str
    signs_from: datetime
    verifies_until: datetime | None


@dataclass(frozen=True)
class ListSigningKeysHandler:
    permission: ClassVar[str | None] = "system.read"
    unit_of_work: UnitOfWorkFactory[SigningKeysUnitOfWork]
    clock: Clock

    def __call__(self, query: ListSigningKeys) -> tuple[SigningKeyView, ...]:
        """The newest first."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            keys = uow.signing_keys.all()
        current = signer(keys, now)
        views = [SigningKeyView(key.id, key.algorithm, _state(key, current, now), key.signs_from, key.verifies_until) for key in keys]
        return tuple(reversed(views))


def _state(key: SigningKey, current: SigningKey | None, now: datetime) -> str:
    if current is not None and key.id == current.id:
        return "signing"
    if not key.verifies(now):
        return "past"
    return "next" if key.signs_from > now else "verifying"
