"""Sending people to a provider and recognising them when they come back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from application.identity.external.ports import Answer, ExternalProfile, ExternalUnitOfWork, IdentityProviders, Journey
from application.identity.ports import EmailAddresses
from application.identity.second_factor.ports import SecretDigests
from application.shared.clock import Clock
from application.shared.ids import Tokens
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.external.errors import ExternalSignInRefused, UnknownProvider
from domain.identity.external.pending import PENDING_LASTS, PendingSignIn, Purpose
from domain.shared.errors import Invalid
from domain.shared.ids import AccountId

_STATE, _BINDING, _NONCE, _VERIFIER = "external-state", "external-binding", "external-nonce", "external-verifier"


@dataclass(frozen=True)
class BegunSignIn:
    """Send the person to `address`. `binding` stays with the browser or app and must be shown when the person comes back."""

    address: str = field(repr=False)
    state: str = field(repr=False)
    binding: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class Journeys:
    """State and binding are random and kept as digests; nonce and PKCE verifier follow from the state and our key."""

    unit_of_work: UnitOfWorkFactory[ExternalUnitOfWork]
    providers: IdentityProviders
    emails: EmailAddresses
    digests: SecretDigests
    tokens: Tokens
    clock: Clock

    def begin(
        self, provider: str, purpose: Purpose, *, browser: bool, audience: str, locale: str | None, account_id: AccountId | None = None
    ) -> BegunSignIn:
        state, binding = self.tokens.new(), self.tokens.new()
        redirect_uri = self.providers.redirect_uri(provider, browser=browser)
        address = self.providers.address(provider, self._journey(state, redirect_uri), locale)
        expires_at = self.clock.now() + PENDING_LASTS
        pending = PendingSignIn(
            state_digest=self.digests.of(_STATE, state),
            binding_digest=self.digests.of(_BINDING, binding),
            provider=provider,
            purpose=purpose,
            audience=audience,
            redirect_uri=redirect_uri,
            locale=locale,
            account_id=account_id,
            expires_at=expires_at,
        )
        with self.unit_of_work() as uow:
            uow.pending_sign_ins.add(pending)
            uow.commit()
        return BegunSignIn(address, state, binding, expires_at)

    def end(
        self, provider: str, purpose: Purpose, state: str, binding: str, answer: Answer | None
    ) -> tuple[PendingSignIn, ExternalProfile]:
        """Who came back: once, to who began it, for what it was begun for. `answer` is None when the person said no.

        Whatever is wrong with a journey, it does not come back again. Raises UnknownProvider, ExternalSignInRefused,
        ProviderUnavailable.
        """
        if provider not in {each.name for each in self.providers.listed()}:
            raise UnknownProvider(provider)
        with self.unit_of_work() as uow:
            pending = uow.pending_sign_ins.take(self.digests.of(_STATE, state))
            uow.commit()
        now = self.clock.now()
        if pending is None or (pending.provider, pending.purpose) != (provider, purpose) or now >= pending.expires_at:
            raise ExternalSignInRefused
        if pending.binding_digest != self.digests.of(_BINDING, binding) or answer is None:
            raise ExternalSignInRefused
        profile = self.providers.redeem(provider, self._journey(state, pending.redirect_uri), answer, now)
        return pending, replace(profile, email=self._normal(profile.email))

    def _normal(self, email: str | None) -> str | None:
        """As accounts know addresses; None for what is no address, whatever the provider says."""
        try:
            return None if email is None else self.emails.normalized(email, "email")
        except Invalid:
            return None

    def _journey(self, state: str, redirect_uri: str) -> Journey:
        return Journey(state, self.digests.derive(_NONCE, state), self.digests.derive(_VERIFIER, state), redirect_uri)
