"""Staff revoke an API key: it opens nothing from now on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.ports import AccessUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.revocation import RevocationKind
from domain.shared.ids import ApiKeyId


@dataclass(frozen=True, kw_only=True)
class RevokeKey:
    """Whoever finds a leaked key must be quick: no more than the permission is asked. Doing it again changes nothing."""

    actor: Actor
    key_id: ApiKeyId


@dataclass(frozen=True)
class RevokeKeyHandler:
    permission: ClassVar[str | None] = "keys.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, command: RevokeKey) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            key = uow.api_keys.get(command.key_id)
            key.revoke(now)
            uow.revocations.add(RevocationKind.KEY, key.id, now)
            uow.commit()
