"""Guests agree by an e-mail address: its owner confirms by a mailed link, and takes it back by another. No answer tells what is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.accounts.patience import mails_to
from application.identity.ports import EmailAddresses, SecretTokens, Throttle
from application.privacy.consents import withdraw_all
from application.privacy.ports import Person, PrivacyUnitOfWork
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.identity.accounts.mailed_secret import LIFETIMES, SecretPurpose
from domain.identity.errors import TooManyAttempts
from domain.privacy.consent import Consent
from domain.shared.ids import ConsentId


@dataclass(frozen=True, kw_only=True)
class AskGuestConsent:
    """`text_version` names the words that were shown, `source` the place; `locale` is the language of the mails."""

    email: str = field(repr=False)
    purpose: str
    text_version: str
    source: str
    locale: str = "en"


@dataclass(frozen=True)
class AskGuestConsentHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    emails: EmailAddresses
    throttle: Throttle
    clock: Clock
    ids: Ids

    def __call__(self, command: AskGuestConsent) -> None:
        """A mail goes to the address, however well it is known; after a few, none for a while, and nobody is told so."""
        now, email = self.clock.now(), self.emails.normalized(command.email, "email")
        key = ConsentId(self.ids.new())
        consent = Consent(key, command.purpose, command.text_version, command.source, now, email=email, locale=command.locale)
        try:
            self.throttle.admit(now, mails_to(email, "consent"))
        except TooManyAttempts:
            return
        with self.unit_of_work() as uow:
            uow.consents.add(consent)
            uow.commit()


@dataclass(frozen=True)
class GuestConsents:
    """From the token of a mailed link to the consent; LinkNoLongerValid for everything else, without saying why."""

    tokens: SecretTokens

    def find(self, uow: PrivacyUnitOfWork, token: str, purpose: SecretPurpose) -> tuple[Consent, str]:
        """With the address that it is kept under."""
        key = self.tokens.read(token, purpose)
        consent = None if key is None else uow.consents.find(ConsentId(key))
        if consent is None or consent.email is None:
            raise LinkNoLongerValid
        return consent, consent.email


@dataclass(frozen=True)
class ConfirmGuestConsent:
    token: str = field(repr=False)


@dataclass(frozen=True)
class ConfirmGuestConsentHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    guests: GuestConsents
    clock: Clock

    def __call__(self, command: ConfirmGuestConsent) -> None:
        """Opening the link again changes nothing. Raises LinkNoLongerValid."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            consent, _ = self.guests.find(uow, command.token, SecretPurpose.CONSENT)
            if not consent.waits_at(now, LIFETIMES[SecretPurpose.CONSENT]) and not consent.holds:
                raise LinkNoLongerValid
            consent.confirm(now)
            uow.commit()


@dataclass(frozen=True)
class WithdrawGuestConsent:
    token: str = field(repr=False)


@dataclass(frozen=True)
class WithdrawGuestConsentHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PrivacyUnitOfWork]
    guests: GuestConsents
    clock: Clock

    def __call__(self, command: WithdrawGuestConsent) -> None:
        """Every consent of the address for this purpose, whatever its words. Raises LinkNoLongerValid."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            consent, email = self.guests.find(uow, command.token, SecretPurpose.CONSENT_WITHDRAWAL)
            withdraw_all(uow, Person(None, frozenset({email})), consent.purpose, now)
            uow.commit()
