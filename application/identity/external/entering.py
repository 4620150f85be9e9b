"""Which account a person from a provider gets: the linked one, the one with the same confirmed address, or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.identity.external.ports import ExternalProfile, ExternalUnitOfWork
from application.identity.second_factor.gate import SignInGate
from application.sessions.opening import IssuedTokens
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.external.errors import ExternalEmailNotConfirmed, ExternalSignInRefused, IdentityTaken, NotLinked
from domain.identity.external.identity import ExternalIdentity
from domain.identity.external.pending import PendingSignIn
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.shared.ids import AccountId, ExternalIdentityId

_FALLBACK_LOCALE = "en"


@dataclass(frozen=True)
class ExternalEntrance:
    unit_of_work: UnitOfWorkFactory[ExternalUnitOfWork]
    gate: SignInGate
    ids: Ids

    def enter(self, pending: PendingSignIn, profile: ExternalProfile, device: Device, now: datetime) -> IssuedTokens:
        """Let the person in, through the second factor where there is one."""
        with self.unit_of_work() as uow:
            account = self._account(uow, pending, profile, now)
            if not account.is_active:
                # A locked account is not told from a failure.
                raise ExternalSignInRefused
            issued = self.gate.enter(uow, account.id, Audience(pending.audience), device, now, method="fed")
            uow.commit()
        return issued

    def link(self, pending: PendingSignIn, profile: ExternalProfile, now: datetime) -> None:
        """By somebody who was signed in when this began."""
        if pending.account_id is None:
            raise ExternalSignInRefused
        with self.unit_of_work() as uow:
            account = uow.accounts.locked(pending.account_id)
            account.require_active()
            known = uow.external_identities.find_by_subject(pending.provider, profile.subject)
            if known is not None and known.account_id != account.id:
                raise IdentityTaken(pending.provider)
            if known is None:
                self._link(uow, account, pending.provider, profile, now)
            uow.commit()

    def _account(self, uow: ExternalUnitOfWork, pending: PendingSignIn, profile: ExternalProfile, now: datetime) -> Account:
        if profile.email is not None:
            # Everybody who decides about this address waits for the others, or two devices would make two accounts.
            uow.registrations.take_turn(profile.email)
        known = uow.external_identities.find_by_subject(pending.provider, profile.subject)
        if known is not None:
            known.used(now)
            return uow.accounts.locked(known.account_id)
        if pending.audience != Audience.SHOP.value:
            raise NotLinked(pending.provider)
        if profile.email is None or not profile.email_confirmed:
            raise ExternalEmailNotConfirmed(pending.provider)
        account = self._own(uow, profile.email) or self._new(uow, profile, profile.email, pending.locale, now)
        self._link(uow, account, pending.provider, profile, now)
        return account

    @staticmethod
    def _own(uow: ExternalUnitOfWork, email: str) -> Account | None:
        """The account with this address; its owner proved it to us, as an account exists for a proved address only."""
        found = uow.accounts.find_by_email(email)
        return None if found is None else uow.accounts.locked(found.id)

    def _new(self, uow: ExternalUnitOfWork, profile: ExternalProfile, email: str, locale: str | None, now: datetime) -> Account:
        account = Account(
            AccountId(self.ids.new()),
            email,
            now,
            locale=locale or _FALLBACK_LOCALE,
            first_name=profile.first_name,
            last_name=profile.last_name,
        )
        uow.accounts.add(account)
        # Forms that wait for this address are void: their password was never its owner's.
        uow.registrations.remove_all(email)
        return account

    def _link(self, uow: ExternalUnitOfWork, account: Account, provider: str, profile: ExternalProfile, now: datetime) -> None:
        if any(linked.provider == provider for linked in uow.external_identities.of(account.id)):
            raise IdentityTaken(provider)
        identity_id = ExternalIdentityId(self.ids.new())
        uow.external_identities.add(ExternalIdentity(identity_id, account.id, provider, profile.subject, now))
