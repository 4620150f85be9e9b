"""Somebody looks which external logins open the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.identity.external.ports import ExternalUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class ListExternalIdentities:
    actor: Actor


@dataclass(frozen=True)
class ExternalIdentityView:
    provider: str
    linked_at: datetime
    last_used_at: datetime


@dataclass(frozen=True)
class ListExternalIdentitiesHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[ExternalUnitOfWork]

    def __call__(self, query: ListExternalIdentities) -> Sequence[ExternalIdentityView]:
        account_id = query.actor.require_account()
        with self.unit_of_work() as uow:
            linked = uow.external_identities.of(account_id)
        return [ExternalIdentityView(identity.provider, identity.created_at, identity.last_used_at) for identity in linked]
