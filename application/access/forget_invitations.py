"""Invitations that ended long ago are deleted: they hold addresses of people who may never have answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from application.access.ports import AccessUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class ForgetInvitations:
    """Those that were answered, taken back or ran out thirty days ago."""


@dataclass(frozen=True)
class ForgetInvitationsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, command: ForgetInvitations) -> int:
        with self.unit_of_work() as uow:
            gone = uow.invitations.purge(self.clock.now() - KEPT)
            uow.commit()
        return gone
