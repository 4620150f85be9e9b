"""Tokens of mailed secrets."""

from __future__ import annotations

from uuid import UUID

import pytest

from adapters.security.mailed_secrets import HmacSecretTokens
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.shared.ids import MailedSecretId

SECRET = MailedSecretId(UUID("01890a5d-ac96-774b-bcce-b302099a8057"))
RESET, LOGIN = SecretPurpose.PASSWORD_RESET, SecretPurpose.LOGIN_LINK


def test_a_token_leads_back_to_its_secret() -> None:
    tokens = HmacSecretTokens("k" * 32)
    assert tokens.read(tokens.token(SECRET, RESET), RESET) == SECRET


def test_a_token_is_worth_nothing_for_another_purpose() -> None:
    tokens = HmacSecretTokens("k" * 32)
    assert tokens.read(tokens.token(SECRET, RESET), LOGIN) is None


def test_a_token_of_another_installation_is_refused() -> None:
    assert HmacSecretTokens("k" * 32).read(HmacSecretTokens("x" * 32).token(SECRET, RESET), RESET) is None


def test_every_changed_character_is_noticed() -> None:
    tokens = HmacSecretTokens("k" * 32)
    token = tokens.token(SECRET, RESET)
    for position, character in enumerate(token):
        changed = token[:position] + ("A" if character != "A" else "B") + token[position + 1 :]
        assert tokens.read(changed, RESET) is None


@pytest.mark.parametrize("token", ["", "x", "ä" * 64, "=" * 64, "!" * 64, "A" * 63, "A" * 65, "A" * 64, "\n" * 64])
def test_what_is_no_token_is_refused_without_a_stir(token: str) -> None:
    assert HmacSecretTokens("k" * 32).read(token, RESET) is None
