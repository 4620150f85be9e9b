"""Somebody looks at the own passkeys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.passkeys.passkey import Passkey


@dataclass(frozen=True, kw_only=True)
class ListPasskeys:
    actor: Actor


@dataclass(frozen=True)
class ListPasskeysHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]

    def __call__(self, query: ListPasskeys) -> Sequence[Passkey]:
        """The oldest first."""
        account_id = query.actor.require_own_hands()
        with self.unit_of_work() as uow:
            return uow.passkeys.of(account_id)
