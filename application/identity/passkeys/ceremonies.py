"""Putting a question to a device, and recognising the answer: once, in time, for what it was put."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from application.identity.passkeys.ports import PasskeyProofs, ShownKey
from application.identity.second_factor.ports import SecondFactorUnitOfWork, SecretDigests
from application.shared.clock import Clock
from application.shared.ids import Tokens
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.passkeys.ceremony import CEREMONY_LASTS, Ceremony, CeremonyPurpose
from domain.identity.passkeys.errors import PasskeyRefused
from domain.identity.passkeys.passkey import Passkey
from domain.shared.ids import AccountId, SessionId

_TOKEN, _CHALLENGE = "passkey-ceremony", "passkey-challenge"
#: How it was shown (RFC 8176): possession of a key, and the person was looked at.
METHODS = ("pop", "user")


@dataclass(frozen=True)
class AskedDevice:
    """Give `options` to the browser; `ceremony` stays with the page and comes back with the answer."""

    ceremony: str = field(repr=False)
    options: Mapping[str, Any] = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True)
class PasskeyCeremonies:
    """Nothing at rest answers a question: tokens are kept as digests, challenges follow from the token and our key."""

    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    proofs: PasskeyProofs
    digests: SecretDigests
    tokens: Tokens
    clock: Clock

    def ask(
        self,
        purpose: CeremonyPurpose,
        options: Callable[[str], Mapping[str, Any]],
        account_id: AccountId | None = None,
        session_id: SessionId | None = None,
    ) -> AskedDevice:
        """`options` are what the browser is to do with the challenge."""
        token, expires_at = self.tokens.new(), self.clock.now() + CEREMONY_LASTS
        with self.unit_of_work() as uow:
            uow.passkey_ceremonies.add(Ceremony(self.digests.of(_TOKEN, token), purpose, account_id, session_id, expires_at))
            uow.commit()
        return AskedDevice(token, options(self.digests.derive(_CHALLENGE, token)), expires_at)

    def take(self, token: str, purpose: CeremonyPurpose) -> tuple[Ceremony, str] | None:
        """The ceremony and its challenge, for this once, whatever becomes of the answer; None when there is none."""
        with self.unit_of_work() as uow:
            ceremony = uow.passkey_ceremonies.take(self.digests.of(_TOKEN, token))
            uow.commit()
        if ceremony is None or not ceremony.is_for(purpose, self.clock.now()):
            return None
        return ceremony, self.digests.derive(_CHALLENGE, token)

    def shown(self, token: str, credential: str) -> tuple[str, ShownKey]:
        """The challenge, and what was shown. Raises PasskeyRefused."""
        taken, shown = self.take(token, CeremonyPurpose.SHOW), self.proofs.read(credential)
        if taken is None:
            raise PasskeyRefused
        return taken[1], shown

    def passkey(self, uow: SecondFactorUnitOfWork, challenge: str, shown: ShownKey, now: datetime) -> Passkey:
        """The passkey that signed, marked as used; its account is locked. Raises PasskeyRefused."""
        owner = uow.passkeys.owner_of(shown.credential_id)
        if owner is None:
            raise PasskeyRefused
        uow.accounts.locked(owner)
        passkey = uow.passkeys.locked_by_credential(shown.credential_id)
        if passkey is None or shown.account_id not in (None, passkey.account_id):
            raise PasskeyRefused
        passkey.used(self.proofs.verified(challenge, shown, passkey.public_key), now)
        return passkey
