"""Forged ID tokens: unsigned, signed with what everybody knows, with a stranger's key, for somebody else, or bent in between."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from pydantic import SecretStr

from adapters.external_providers import ExternalProvider
from adapters.security.oidc.discovery import Discovery, Metadata
from adapters.security.oidc.providers import AuthlibProviders
from application.identity.external.ports import Answer, Journey
from domain.identity.external.errors import ExternalSignInRefused

ISSUER = "https://accounts.example.com"
SETTINGS = ExternalProvider(name="local", label="Local", issuer=ISSUER, client_id="stoa", client_secret=SecretStr("s" * 32))
JOURNEY = Journey("state", "nonce", "verifier", "https://api.shop.example/back")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "aud": "stoa",
    "sub": "ada",
    "nonce": "nonce",
    "iat": int(NOW.timestamp()),
    "exp": int(NOW.timestamp()) + 300,
    "email": "ada@example.com",
    "email_verified": True,
}


@pytest.fixture
def forged(monkeypatch: pytest.MonkeyPatch) -> AuthlibProviders:
    """The client as it is, with the provider's answers given instead of asked for."""
    providers = AuthlibProviders([SETTINGS], "https://api.shop.example", "https://shop.example")
    metadata = Metadata(f"{ISSUER}/auth", f"{ISSUER}/token", f"{ISSUER}/jwks", None, ("client_secret_basic",), False)
    monkeypatch.setattr(Discovery, "metadata", lambda self: metadata)
    monkeypatch.setattr(Discovery, "keys", lambda self, *, anew=False: KeySet([RSAKey.import_key(KEY.as_dict(private=False))]))
    return providers


def redeem(providers: AuthlibProviders, monkeypatch: pytest.MonkeyPatch, id_token: object) -> Any:
    monkeypatch.setattr(providers, "_exchange", lambda *_: {"id_token": id_token, "access_token": "a"})
    return providers.redeem("local", JOURNEY, Answer("code"), NOW)


def signed(claims: dict[str, Any], key: Any = KEY, algorithm: str = "RS256", kid: str = "one") -> str:
    return jwt.encode({"alg": algorithm, "kid": kid}, claims, key, algorithms=[algorithm])


def by_hand(algorithm: str, secret: bytes) -> str:
    """As an attacker does it, whom no library warns."""
    parts = [urlsafe_b64encode(orjson.dumps(part)).rstrip(b"=") for part in ({"alg": algorithm, "kid": "one"}, CLAIMS)]
    signature = urlsafe_b64encode(hmac.digest(secret, b".".join(parts), "sha256")).rstrip(b"=")
    return b".".join((*parts, signature)).decode()


def test_a_genuine_token_is_taken(forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch) -> None:
    assert redeem(forged, monkeypatch, signed(CLAIMS)).subject == "ada"


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"},
        {"aud": "somebody else"},
        {"aud": ["stoa", "somebody else"]},
        {"azp": "somebody else"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int(NOW.timestamp()) - 3600},
        {"iat": int(NOW.timestamp()) + 3600},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_a_claim_that_does_not_fit_refuses_the_whole(
    forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    claims = {name: value for name, value in (CLAIMS | change).items() if value is not None}
    with pytest.raises(ExternalSignInRefused):
        redeem(forged, monkeypatch, signed(claims))


def test_an_unsigned_token_is_refused(forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExternalSignInRefused):
        redeem(forged, monkeypatch, by_hand("none", b"")[:-43])


def test_the_public_key_or_the_client_secret_sign_nothing(forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch) -> None:
    """Key confusion: HS256 with what is not secret, or secret to us as well."""
    for secret in (KEY.as_pem(private=False), b"s" * 32):
        with pytest.raises(ExternalSignInRefused):
            redeem(forged, monkeypatch, by_hand("HS256", secret))


def test_a_strangers_key_signs_nothing_whatever_it_calls_itself(forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger, curve = RSAKey.generate_key(2048), ECKey.generate_key("P-256")
    for token in (signed(CLAIMS, stranger), signed(CLAIMS, stranger, kid="two"), signed(CLAIMS, curve, "ES256")):
        with pytest.raises(ExternalSignInRefused):
            redeem(forged, monkeypatch, token)


def test_claims_that_were_changed_on_the_way_are_refused(forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch) -> None:
    head, _, signature = signed(CLAIMS).split(".")
    _, body, _ = signed(CLAIMS | {"sub": "admin"}, RSAKey.generate_key(2048)).split(".")
    with pytest.raises(ExternalSignInRefused):
        redeem(forged, monkeypatch, f"{head}.{body}.{signature}")


@pytest.mark.parametrize("nothing", [None, "", "a.b", "a.b.c", 7, {"sub": "ada"}])
def test_what_is_no_token_is_refused(forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch, nothing: object) -> None:
    with pytest.raises(ExternalSignInRefused):
        redeem(forged, monkeypatch, nothing)


@pytest.mark.parametrize(("word", "confirmed"), [(True, True), ("true", True), (False, False), ("yes", False), (None, False)])
def test_only_a_plain_yes_confirms_an_address(
    forged: AuthlibProviders, monkeypatch: pytest.MonkeyPatch, word: object, confirmed: bool
) -> None:
    assert redeem(forged, monkeypatch, signed(CLAIMS | {"email_verified": word})).email_confirmed is confirmed
