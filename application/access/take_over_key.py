"""Staff take over an API key whose person left, or who answers for it no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.granting import rights_now
from application.access.key_view import KeyView, key_views
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.rights import Rights
from domain.sessions.revocation import RevocationKind
from domain.shared.ids import ApiKeyId


@dataclass(frozen=True, kw_only=True)
class TakeOverKey:
    """The actor answers for it from now on, and must hold all that it allows."""

    actor: Actor
    key_id: ApiKeyId


@dataclass(frozen=True)
class TakeOverKeyHandler:
    permission: ClassVar[str | None] = "keys.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, command: TakeOverKey) -> KeyView:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            key = uow.api_keys.get(command.key_id)
            held = rights_now(uow, command.actor, RoleBook.of(uow.roles.all()), now)
            held.require_to_hold(Rights.joined((key.rights, Rights.of(("keys.write",)))))
            key.hand_over(command.actor.account_id, now)
            uow.revocations.add(RevocationKind.KEY, key.id, now)
            uow.commit()
            return key_views(uow, [key])[0]
