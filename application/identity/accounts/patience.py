"""What is counted, and how patient we are with it."""

from __future__ import annotations

from datetime import timedelta

from domain.identity.accounts.account import email_key
from domain.identity.accounts.requests import WantedLink
from domain.identity.throttling import Attempts, Patience
from domain.shared.ids import AccountId, MailedSecretId

_ACCOUNT = Patience(free=5, first=timedelta(seconds=2), longest=timedelta(minutes=15))
_NETWORK = Patience(free=50, first=timedelta(seconds=1), longest=timedelta(minutes=5))
# Shorter than a link lives: whoever floods an address with requests cannot keep its owner from having a link that works.
_MAILS = Patience(free=5, first=timedelta(minutes=1), longest=timedelta(minutes=10))
_CHANGES = Patience(free=5, first=timedelta(minutes=10), longest=timedelta(hours=6))


def password_of(email: str) -> Attempts:
    """Guesses at one address, whether it has an account or not."""
    return Attempts("password", email_key(email), _ACCOUNT)


def passwords_from(network: str) -> Attempts:
    """Guesses from one network, at whatever addresses."""
    return Attempts("network", network, _NETWORK)


def passwords_of_link(secret_id: MailedSecretId) -> Attempts:
    """Guesses at the password that goes with one mailed link."""
    return Attempts("link-password", str(secret_id), _ACCOUNT)


def mails_to(email: str, about: str) -> Attempts:
    """Mails of a kind that anybody may have sent to an address."""
    return Attempts(f"mails:{about}", email_key(email), _MAILS)


def counted_of(email: str) -> tuple[Attempts, ...]:
    """Whatever is counted of an address."""
    return (
        password_of(email),
        *(mails_to(email, about) for about in ("registration", "consent", *(wanted.value for wanted in WantedLink))),
    )


def address_changes_of(account_id: AccountId) -> Attempts:
    return Attempts("address-changes", str(account_id), _CHANGES)
