"""A sign-in that waits for its second factor."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.identity.second_factor.errors import ChallengeNotFound
from domain.shared.aggregate import Aggregate
from domain.shared.ids import AccountId, SignInChallengeId

#: Time to find the telephone.
CHALLENGE_LASTS = timedelta(minutes=10)
#: Wrong codes until the first step must be done again.
WRONG_CODES = 5


class SignInChallenge(Aggregate):
    """Made after the first step (password, link, external login) was right. Its token is kept as a digest only.

    `audience` and the device say what session will be opened once a code is shown; `method` (RFC 8176) is how the first step
    was done, `user_agent` and `network` are those that it came with.
    """

    id: SignInChallengeId
    token_digest: str
    account_id: AccountId
    audience: str
    method: str
    user_agent: str
    network: str
    expires_at: datetime
    wrong_codes: int
    passed_at: datetime | None

    def __init__(
        self,
        challenge_id: SignInChallengeId,
        token_digest: str,
        account_id: AccountId,
        now: datetime,
        *,
        audience: str,
        method: str,
        user_agent: str,
        network: str,
    ) -> None:
        super().__init__(now)
        self.id, self.token_digest, self.account_id = challenge_id, token_digest, account_id
        self.audience, self.method = audience, method
        self.user_agent, self.network = user_agent, network
        self.expires_at = now + CHALLENGE_LASTS
        self.wrong_codes, self.passed_at = 0, None

    def require_open(self, now: datetime) -> None:
        if self.passed_at is not None or now >= self.expires_at or self.wrong_codes >= WRONG_CODES:
            raise ChallengeNotFound

    def failed(self, now: datetime) -> None:
        self.wrong_codes += 1
        self.touch(now)

    def passed(self, now: datetime) -> None:
        """Once: the session is opened in the same transaction."""
        self.require_open(now)
        self.passed_at = now
        self.touch(now)
