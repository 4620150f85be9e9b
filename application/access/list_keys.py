"""Staff see which machines may come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.key_view import KeyView, key_views
from application.access.ports import AccessUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import ApiKeyId


@dataclass(frozen=True, kw_only=True)
class ListKeys:
    """The newest first, revoked ones too."""

    actor: Actor


@dataclass(frozen=True)
class ListKeysHandler:
    permission: ClassVar[str | None] = "keys.read"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def __call__(self, query: ListKeys) -> list[KeyView]:
        with self.unit_of_work() as uow:
            return key_views(uow, uow.api_keys.all())


@dataclass(frozen=True, kw_only=True)
class ShowKey:
    actor: Actor
    key_id: ApiKeyId


@dataclass(frozen=True)
class ShowKeyHandler:
    permission: ClassVar[str | None] = "keys.read"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def __call__(self, query: ShowKey) -> KeyView:
        with self.unit_of_work() as uow:
            return key_views(uow, [uow.api_keys.get(query.key_id)])[0]
