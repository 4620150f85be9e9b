"""The session in which staff acted for a customer was ended: so is what the records say of it."""

from __future__ import annotations

from dataclasses import dataclass

from application.access.ports import AccessUnitOfWork
from application.shared.subscriptions import Envelope
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.events import ActingEnded


@dataclass(frozen=True)
class CloseImpersonation:
    """By signing out, by the customer who saw it, by whatever ends a session."""

    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def __call__(self, envelope: Envelope[ActingEnded]) -> None:
        with self.unit_of_work() as uow:
            found = uow.impersonations.open_in(envelope.event.session_id)
            if found is not None:
                found.end(envelope.event.occurred_at)
                uow.commit()
