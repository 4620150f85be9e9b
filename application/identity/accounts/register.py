"""Somebody fills in the form. Nothing here depends on whether the address is known: a worker finds that out, by mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.accounts.passwords import Passwords
from application.identity.ports import EmailAddresses, IdentityUnitOfWork
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.requests import Registration
from domain.shared.ids import RegistrationId


@dataclass(frozen=True, kw_only=True)
class Register:
    email: str = field(repr=False)
    password: str = field(repr=False)
    locale: str = "en"
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)


@dataclass(frozen=True)
class RegisterHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    emails: EmailAddresses
    passwords: Passwords
    clock: Clock
    ids: Ids

    def __call__(self, command: Register) -> None:
        email = self.emails.normalized(command.email, "email")
        hashed = self.passwords.hashed(
            "password", command.password, email=email, first_name=command.first_name, last_name=command.last_name
        )
        registration = Registration(
            RegistrationId(self.ids.new()),
            email,
            hashed,
            self.clock.now(),
            locale=command.locale,
            first_name=command.first_name,
            last_name=command.last_name,
        )
        with self.unit_of_work() as uow:
            uow.registrations.add(registration)
            uow.commit()
