"""Which account a person from a provider gets: the linked one, the one with the same confirmed address, or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.identity.accounts.signing_in import SigningIn
from application.identity.external.ports import ExternalProfile, ExternalUnitOfWork
from application.identity.second_factor.gate import SignInGate
from application.sessions.opening import IssuedTokens
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import InvalidCredentials
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
    signing_in: SigningIn
    gate: SignInGate
    ids: Ids

    def enter(self, pending: PendingSignIn, profile: ExternalProfile, device: Device, now: datetime) -> IssuedTokens:
        """Let the person in, through the second factor where there is one."""
        audience = Audience(pending.audience)
        with self.unit_of_work() as uow:
            if profile.email is not None:
                # Everybody who decides about this address waits for the others, or two devices would make two accounts.
                uow.registrations.take_turn(profile.email)
            try:
                account_id = self._linked(uow, pending, profile, audience, now) or self._newly_linked(uow, pending, profile, audience, now)
            except InvalidCredentials:
                # Locked, closed, or no staff any more: not told from a failure.
                raise ExternalSignInRefused from None
            issued = self.gate.enter(uow, account_id, audience, device, now, method="oidc")
            uow.commit()
        return issued

    def link(self, account_id: AccountId, provider: str, profile: ExternalProfile, now: datetime) -> None:
        """To the account of somebody who is signed in."""
        with self.unit_of_work() as uow:
            uow.accounts.locked(account_id).require_active()
            known = uow.external_identities.find_by_subject(provider, profile.subject)
            if known is not None and known.account_id != account_id:
                raise IdentityTaken(provider)
            if known is None:
                self._link(uow, account_id, provider, profile, now)
            uow.commit()

    def _linked(
        self, uow: ExternalUnitOfWork, pending: PendingSignIn, profile: ExternalProfile, audience: Audience, now: datetime
    ) -> AccountId | None:
        known = uow.external_identities.find_by_subject(pending.provider, profile.subject)
        if known is None:
            return None
        known.used(now)
        return self.signing_in.admit(uow, known.account_id, audience).id

    def _newly_linked(
        self, uow: ExternalUnitOfWork, pending: PendingSignIn, profile: ExternalProfile, audience: Audience, now: datetime
    ) -> AccountId:
        """By the address, when both sides confirmed it: an account here exists for an address that its owner proved, no other."""
        if audience is not Audience.SHOP:
            raise NotLinked(pending.provider)
        if profile.email is None or not profile.email_confirmed:
            raise ExternalEmailNotConfirmed(pending.provider)
        own = uow.accounts.find_by_email(profile.email)
        if own is not None:
            account_id = self.signing_in.admit(uow, own.id, audience).id
        else:
            account_id = self._registered(uow, profile, profile.email, pending.locale, now)
        self._link(uow, account_id, pending.provider, profile, now)
        return account_id

    def _registered(self, uow: ExternalUnitOfWork, profile: ExternalProfile, email: str, locale: str | None, now: datetime) -> AccountId:
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
        return account.id

    def _link(self, uow: ExternalUnitOfWork, account_id: AccountId, provider: str, profile: ExternalProfile, now: datetime) -> None:
        if any(linked.provider == provider for linked in uow.external_identities.of(account_id)):
            raise IdentityTaken(provider)
        identity_id = ExternalIdentityId(self.ids.new())
        uow.external_identities.add(ExternalIdentity(identity_id, account_id, provider, profile.subject, now))
