"""Passwords: whether a new one is acceptable, whether a given one is right."""

from __future__ import annotations

from dataclasses import dataclass

from application.identity.ports import GuessablePasswords, PasswordHasher
from domain.identity.accounts.account import Account
from domain.identity.accounts.password import PasswordRefused, check_password, personal_words


@dataclass(frozen=True)
class Passwords:
    """For whoever sets or asks for a password: registration, change, reset, an accepted invitation. Hashing takes its time; hold no
    transaction open meanwhile."""

    hasher: PasswordHasher
    guessable: GuessablePasswords

    def hashed(self, field: str, password: str, *, email: str, first_name: str = "", last_name: str = "") -> str:
        """The hash of an acceptable password; raises PasswordRefused at `field`."""
        personal = personal_words(email, first_name, last_name)
        check_password(field, password, personal)
        if self.guessable.includes(password, personal):
            raise PasswordRefused(field, "too_common")
        return self.hasher.hash(password)

    def hashed_for(self, account: Account, field: str, password: str) -> str:
        """As `hashed`, for somebody who has an account."""
        return self.hashed(field, password, email=account.email, first_name=account.first_name, last_name=account.last_name)

    def fit(self, account: Account | None, password: str) -> bool:
        """Whether it opens the account. For nobody, or somebody who may not enter, it takes as long and is never right."""
        stored = account.password_hash if account is not None and account.is_active else None
        return self.hasher.verify(stored, password)

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether it fits a stored hash; with none it takes as long and is never right."""
        return self.hasher.verify(stored, password)

    def renewed(self, account: Account, password: str) -> str | None:
        """A new hash of a password that is known to be right, when the stored one is weaker than today's."""
        stored = account.password_hash
        return self.hasher.hash(password) if stored is not None and self.hasher.outdated(stored) else None
