"""Somebody no longer wants to come in through a provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.external.ports import ExternalUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.external.errors import LastWayIn, NothingLinked


@dataclass(frozen=True, kw_only=True)
class UnlinkExternalIdentity:
    actor: Actor
    provider: str


@dataclass(frozen=True)
class UnlinkExternalIdentityHandler:
    """Never the last way in: a mailed link would do, but nobody should have to know that."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[ExternalUnitOfWork]
    clock: Clock

    def __call__(self, command: UnlinkExternalIdentity) -> None:
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        with self.unit_of_work() as uow:
            # The account's lock keeps two unlinkings apart, each of which would leave the other login.
            account = uow.accounts.locked(account_id)
            linked = uow.external_identities.of(account_id)
            identity = next((row for row in linked if row.provider == command.provider), None)
            if identity is None:
                raise NothingLinked(command.provider)
            if len(linked) == 1 and not account.has_password:
                raise LastWayIn(command.provider)
            identity.unlink(now)
            uow.external_identities.remove(identity)
            uow.commit()
