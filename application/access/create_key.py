"""Staff make an API key for a machine; its secret is shown once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.access.granting import checked_channels, checked_permissions, rights_now
from application.access.key_view import KeyView, key_views
from application.access.ports import AccessUnitOfWork, KeySecrets
from application.access.role_book import RoleBook
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.api_key import ApiKey
from domain.access.rights import Rights
from domain.shared.ids import ApiKeyId


@dataclass(frozen=True, kw_only=True)
class CreateKey:
    """The actor must hold every scope in each of `channels` (by code; empty: everywhere), and answers for the key."""

    actor: Actor
    name: str
    scopes: tuple[str, ...]
    channels: tuple[str, ...] = ()
    expires_at: datetime | None = None
    quota: int | None = None


@dataclass(frozen=True)
class CreatedKey:
    """`secret` is known now and never again."""

    key: KeyView
    secret: str = field(repr=False)


@dataclass(frozen=True)
class CreateKeyHandler:
    permission: ClassVar[str | None] = "keys.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    secrets: KeySecrets
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateKey) -> CreatedKey:
        now = self.clock.now()
        scopes = checked_permissions(command.scopes, "scopes", machine=True)
        secret, actor = self.secrets.new(), command.actor
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            key = ApiKey(
                ApiKeyId(self.ids.new()),
                command.name,
                secret.prefix,
                secret.secret_hash,
                scopes,
                now,
                channels=checked_channels(uow, command.channels, "channels"),
                responsible=actor.account_id,
                expires_at=command.expires_at,
                quota=command.quota,
            )
            held = rights_now(uow, actor, RoleBook.of(uow.roles.all()), now)
            held.require_to_hold(Rights.joined((key.rights, Rights.of(("keys.write",)))))
            uow.api_keys.add(key)
            uow.commit()
            return CreatedKey(key_views(uow, [key])[0], secret.text)
