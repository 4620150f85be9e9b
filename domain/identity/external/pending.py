"""A sign-in that was sent to a provider and has not come back yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from domain.shared.ids import AccountId

#: Time to sign in at the provider's.
PENDING_LASTS = timedelta(minutes=10)


class Purpose(Enum):
    SIGN_IN = "sign_in"
    LINK = "link"


@dataclass(frozen=True)
class PendingSignIn:
    """What we remember of a journey to a provider, by the digest of its `state`.

    Neither the state nor what is derived from it (nonce, PKCE verifier) is kept. `binding_digest` is of the secret that the
    browser or app which began keeps: nobody else can finish. `account_id` is set when an account is to be linked.
    """

    state_digest: str
    binding_digest: str
    provider: str
    purpose: Purpose
    audience: str
    redirect_uri: str
    locale: str | None
    account_id: AccountId | None
    expires_at: datetime
