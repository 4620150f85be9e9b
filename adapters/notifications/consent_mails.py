"""Guests who agreed to something, in the words of mails."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import Agreeing, Person
from application.privacy.ports import PrivacyUnitOfWork
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import ConsentId


@dataclass(frozen=True)
class GuestConsentsForMail:
    """See `application.notifications.ports.ConsentsForMail`."""

    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    shop_name: str

    def guest(self, consent_id: ConsentId) -> Agreeing | None:
        with self.unit_of_work() as uow:
            consent = uow.consents.find(consent_id)
        if consent is None or consent.email is None or consent.withdrawn_at is not None:
            return None
        return Agreeing(Person(consent.email, consent.locale, "", self.shop_name), consent.purpose)
