"""The one gate that every sign-in passes after its first step: a second factor, or a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.identity.accounts.signing_in import SigningIn
from application.identity.second_factor.ports import SecondFactorUnitOfWork, SecretDigests
from application.sessions.opening import IssuedTokens
from application.shared.ids import Ids, Tokens
from domain.identity.second_factor.challenge import SignInChallenge
from domain.identity.second_factor.errors import ChallengeNotFound, SecondFactorChallenged
from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.shared.ids import AccountId, SignInChallengeId

_CHALLENGE = "sign-in-challenge"


@dataclass(frozen=True)
class SignInGate:
    """Whatever the first step was (password, link, external login): nobody comes around the second one."""

    signing_in: SigningIn
    digests: SecretDigests
    tokens: Tokens
    ids: Ids

    def enter(
        self, uow: SecondFactorUnitOfWork, account_id: AccountId, audience: Audience, device: Device, now: datetime, method: str = "pwd"
    ) -> IssuedTokens:
        """Open a session; the caller commits. With a second factor enabled: commit, and raise SecondFactorChallenged."""
        factor = uow.second_factors.find(account_id)
        if factor is None or not factor.enabled:
            return self.signing_in.open(uow, account_id, audience, device, Proof(now, strong=False, methods=(method,)), now)
        token = self.tokens.new()
        challenge = SignInChallenge(
            SignInChallengeId(self.ids.new()),
            self.digests.of(_CHALLENGE, token),
            account_id,
            now,
            audience=audience.value,
            method=method,
            user_agent=device.user_agent,
            network=device.network,
        )
        uow.sign_in_challenges.add(challenge)
        uow.commit()
        raise SecondFactorChallenged(token, challenge.expires_at)

    def waiting(self, uow: SecondFactorUnitOfWork, token: str, now: datetime) -> SignInChallenge:
        """The sign-in that waits for its second step; nobody else answers it meanwhile. Raises ChallengeNotFound."""
        challenge = uow.sign_in_challenges.locked(self.digests.of(_CHALLENGE, token))
        if challenge is None:
            raise ChallengeNotFound
        challenge.require_open(now)
        return challenge

    def go_on(self, uow: SecondFactorUnitOfWork, challenge: SignInChallenge, methods: tuple[str, ...], now: datetime) -> IssuedTokens:
        """The second step was shown by `methods`: the session that the first one asked for. The caller admits, and commits."""
        challenge.passed(now)
        audience, device = Audience(challenge.audience), Device(challenge.user_agent, challenge.network)
        proof = Proof(now, strong=True, methods=(challenge.method, *methods))
        return self.signing_in.open(uow, challenge.account_id, audience, device, proof, now)
