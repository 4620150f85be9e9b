"""Somebody wants a mail sent to an address: confirmation again, a new password, a link to sign in. The same work for every address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.ports import EmailAddresses, IdentityUnitOfWork
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.requests import LinkRequest, WantedLink
from domain.shared.ids import LinkRequestId


@dataclass(frozen=True, kw_only=True)
class RequestLink:
    wanted: WantedLink
    email: str = field(repr=False)


@dataclass(frozen=True)
class RequestLinkHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    emails: EmailAddresses
    clock: Clock
    ids: Ids

    def __call__(self, command: RequestLink) -> None:
        email = self.emails.normalized(command.email, "email")
        with self.unit_of_work() as uow:
            uow.link_requests.add(LinkRequest(LinkRequestId(self.ids.new()), command.wanted, email, self.clock.now()))
            uow.commit()
