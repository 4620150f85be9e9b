"""Sending people to a provider and recognising them when they come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from application.identity.external.ports import ExternalUnitOfWork, IdentityProviders, Journey
from application.identity.second_factor.ports import SecretDigests
from application.shared.clock import Clock
from application.shared.ids import Tokens
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.external.errors import ExternalSignInRefused
from domain.identity.external.pending import PENDING_LASTS, PendingSignIn, Purpose
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

    def end(self, provider: str, state: str, binding: str) -> tuple[PendingSignIn, Journey]:
        """The journey that comes back, once: whatever is wrong with it, it does not come back again. Raises ExternalSignInRefused."""
        with self.unit_of_work() as uow:
            pending = uow.pending_sign_ins.take(self.digests.of(_STATE, state))
            uow.commit()
        if pending is None or pending.provider != provider or self.clock.now() >= pending.expires_at:
            raise ExternalSignInRefused
        if pending.binding_digest != self.digests.of(_BINDING, binding):
            raise ExternalSignInRefused
        return pending, self._journey(state, pending.redirect_uri)

    def _journey(self, state: str, redirect_uri: str) -> Journey:
        return Journey(state, self.digests.derive(_NONCE, state), self.digests.derive(_VERIFIER, state), redirect_uri)
