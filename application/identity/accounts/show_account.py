"""Somebody looks at the own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.ports import IdentityUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account


@dataclass(frozen=True, kw_only=True)
class ShowAccount:
    actor: Actor


@dataclass(frozen=True)
class ShowAccountHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]

    def __call__(self, query: ShowAccount) -> Account:
        account_id = query.actor.require_account()
        with self.unit_of_work() as uow:
            return uow.accounts.get(account_id)
