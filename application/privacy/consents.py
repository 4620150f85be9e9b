"""People say what they agree to, see it, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.privacy.ports import Person, PrivacyUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.privacy.consent import Consent
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ConsentId


@dataclass(frozen=True, kw_only=True)
class GiveConsent:
    """`text_version` names the words that were shown, `source` the place."""

    actor: Actor
    purpose: str
    text_version: str
    source: str


@dataclass(frozen=True)
class GiveConsentHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: GiveConsent) -> Consent:
        account_id = command.actor.require_own_hands()
        now = self.clock.now()
        consent = Consent(ConsentId(self.ids.new()), command.purpose, command.text_version, command.source, now, account_id=account_id)
        with self.unit_of_work() as uow:
            uow.consents.add(consent)
            uow.commit()
        return consent


@dataclass(frozen=True, kw_only=True)
class WithdrawConsent:
    actor: Actor
    purpose: str


@dataclass(frozen=True)
class WithdrawConsentHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    clock: Clock

    def __call__(self, command: WithdrawConsent) -> None:
        """Every consent for the purpose, whatever its words. Raises EntityNotFound when there never was one."""
        account_id = command.actor.require_own_hands()
        now = self.clock.now()
        with self.unit_of_work() as uow:
            if not withdraw_all(uow, Person(account_id, frozenset()), command.purpose, now):
                raise EntityNotFound("consent", command.purpose)
            uow.commit()


def withdraw_all(uow: PrivacyUnitOfWork, person: Person, purpose: str, now: datetime) -> int:
    """Every consent of the person for the purpose, whatever its words; how many there were. The caller commits."""
    found = [each for each in uow.consents.of(person) if each.purpose == purpose]
    for consent in found:
        consent.withdraw(now)
    return len(found)


@dataclass(frozen=True)
class ListConsents:
    actor: Actor


@dataclass(frozen=True)
class ListConsentsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]

    def __call__(self, query: ListConsents) -> Sequence[Consent]:
        account_id = query.actor.require_account()
        with self.unit_of_work() as uow:
            return uow.consents.of(Person(account_id, frozenset()))
