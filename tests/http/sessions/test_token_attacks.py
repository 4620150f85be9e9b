"""What attackers do to access tokens, and the one answer they get."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from adapters.clock import AdjustableClock
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.facade import Application
from application.sessions.opening import IssuedTokens
from application.sessions.rotate_signing_key import RotateSigningKey
from application.shared.actor import SYSTEM
from application.shared.permissions import PERMISSIONS
from domain.sessions.audience import Audience
from tests.support.signed_in import sign_in

MINE = "/api/v1/me/sessions"
CART = "/api/v1/carts/somebodys"


@pytest.fixture
def issued(memory_app: Application) -> IssuedTokens:
    return sign_in(memory_app)


def ask(client: FlaskClient, token: str, path: str = MINE) -> TestResponse:
    return client.get(path, headers={"Authorization": f"Bearer {token}"})


def refused(answer: TestResponse) -> bool:
    """The same answer for every bad token: nobody learns which part was wrong."""
    return (answer.status_code, answer.json["code"], answer.headers["WWW-Authenticate"]) == (401, "unauthenticated", "Bearer")


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return jwt.get_unverified_header(token), claims


def encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def public_pem(client: FlaskClient) -> bytes:
    key = jwt.PyJWK(client.get("/.well-known/jwks.json").json["keys"][0]).key
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)  # type: ignore[no-any-return]


def test_a_token_as_issued_is_accepted(visitor: FlaskClient, issued: IssuedTokens) -> None:
    assert ask(visitor, issued.access_token).status_code == 200


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", ""])
def test_a_token_without_signature_is_refused(visitor: FlaskClient, issued: IssuedTokens, algorithm: str) -> None:
    header, claims = parts(issued.access_token)
    unsigned = f"{encoded(header | {'alg': algorithm})}.{encoded(claims)}."
    assert refused(ask(visitor, unsigned))
    assert refused(ask(visitor, unsigned + issued.access_token.rpartition(".")[2]))


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_the_public_key_is_no_shared_secret(visitor: FlaskClient, issued: IssuedTokens, algorithm: str) -> None:
    """Key confusion: whoever takes the algorithm from the token verifies this one with the key that everybody has."""
    header, claims = parts(issued.access_token)
    digest = jwt.get_algorithm_by_name(algorithm)
    signed = f"{encoded(header | {'alg': algorithm})}.{encoded(claims)}"
    for secret in (public_pem(visitor), public_pem(visitor).strip(), b""):
        signature = digest.sign(signed.encode(), secret)
        assert refused(ask(visitor, f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"))


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "PS256"])
def test_a_key_of_the_attackers_own_is_not_ours(visitor: FlaskClient, issued: IssuedTokens, algorithm: str) -> None:
    header, claims = parts(issued.access_token)
    own: Any = ec.generate_private_key(ec.SECP256R1()) if algorithm == "ES256" else rsa.generate_private_key(65537, 2048)
    inline = json.loads(jwt.get_algorithm_by_name(algorithm).to_jwk(own.public_key()))
    for more in ({}, {"jwk": inline}, {"jku": "https://evil.example/jwks.json"}, {"x5u": "https://evil.example/cert"}):
        forged = jwt.encode(claims, own, algorithm=algorithm, headers={"kid": header["kid"], "typ": header["typ"], **more})
        assert refused(ask(visitor, forged))


KIDS = ["../../../../dev/null", "' OR '1'='1", "0", "", "\x00", "x" * 3000, str(uuid4()), None, 7, ["a"], {"a": 1}]


@pytest.mark.parametrize("kid", KIDS, ids=[str(number) for number in range(len(KIDS))])
def test_a_key_id_is_looked_up_and_never_executed(visitor: FlaskClient, issued: IssuedTokens, kid: object) -> None:
    header, claims = parts(issued.access_token)
    forged = f"{encoded(header | {'kid': kid})}.{encoded(claims)}.{issued.access_token.rpartition('.')[2]}"
    assert refused(ask(visitor, forged))


@pytest.mark.parametrize(
    "change",
    [
        {"sub": str(uuid4())},
        {"sid": str(uuid4())},
        {"aud": "admin"},
        {"aud": ["shop", "admin"]},
        {"exp": 4_000_000_000},
        {"auth_time": 4_000_000_000},
        {"amr": ["pwd", "mfa"]},
        {"act": {"sub": str(uuid4())}},
        {"permissions": sorted(PERMISSIONS)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_claims_that_were_tampered_with_are_refused(visitor: FlaskClient, issued: IssuedTokens, change: dict[str, Any]) -> None:
    head, _, signature = issued.access_token.split(".")
    _, claims = parts(issued.access_token)
    assert refused(ask(visitor, f"{head}.{encoded(claims | change)}.{signature}"))


@pytest.mark.parametrize("missing", ["iss", "sub", "sid", "aud", "iat", "exp", "auth_time", "amr"])
def test_a_token_must_say_everything(visitor: FlaskClient, memory_app: Application, issued: IssuedTokens, missing: str) -> None:
    header, claims = parts(issued.access_token)
    assert refused(ask(visitor, resigned(memory_app, header, {name: value for name, value in claims.items() if name != missing})))


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://other.example"},
        {"aud": "stoa-operator"},
        {"aud": 7},
        {"sub": "ada"},
        {"sid": None},
        {"exp": "soon"},
        {"exp": 1e300},
    ],
    ids=str,
)
def test_a_good_signature_does_not_make_nonsense_good(
    visitor: FlaskClient, memory_app: Application, issued: IssuedTokens, change: dict[str, Any]
) -> None:
    header, claims = parts(issued.access_token)
    assert refused(ask(visitor, resigned(memory_app, header, claims | change)))


def test_another_kind_of_token_of_ours_is_no_access_token(visitor: FlaskClient, memory_app: Application, issued: IssuedTokens) -> None:
    header, claims = parts(issued.access_token)
    for kind in ("JWT", "logout+jwt", "operator+jwt", None):
        assert refused(ask(visitor, resigned(memory_app, header | {"typ": kind}, claims)))


def test_a_token_of_the_shop_opens_nothing_of_the_staff(visitor: FlaskClient, memory_app: Application) -> None:
    assert refused(ask(visitor, sign_in(memory_app).access_token, "/api/v1/admin/channels"))


def test_a_token_of_the_staff_is_none_for_the_shop(visitor: FlaskClient, memory_app: Application) -> None:
    token = sign_in(memory_app, audience=Audience.ADMIN).access_token
    assert refused(ask(visitor, token, CART))
    assert ask(visitor, sign_in(memory_app).access_token, CART).status_code == 404


def test_the_operators_token_is_for_the_staffs_surface_alone(visitor: FlaskClient, staff_token: str) -> None:
    assert ask(visitor, staff_token, "/api/v1/admin/channels").status_code == 200
    assert refused(ask(visitor, staff_token, CART))


def test_the_operators_token_needs_the_key_made_for_it(visitor: FlaskClient, settings: Settings, memory_app: Application) -> None:
    claims = {"sub": "eve", "aud": "stoa-operator", "iat": 1, "exp": 4_000_000_000, "permissions": sorted(PERMISSIONS)}
    for secret in (settings.signing_key, "x" * 32):
        forged = jwt.encode(claims, secret, algorithm="HS256", headers={"typ": "operator+jwt"})
        assert refused(ask(visitor, forged, "/api/v1/admin/channels"))
    elsewhere = StaffTokens("another secret of thirty-two bytes", memory_app.clock).issue("eve", frozenset(PERMISSIONS), timedelta(days=1))
    assert refused(ask(visitor, elsewhere, "/api/v1/admin/channels"))


def test_an_expired_token_is_refused_on_the_second(visitor: FlaskClient, issued: IssuedTokens, clock: AdjustableClock) -> None:
    clock.advance(timedelta(minutes=15) - timedelta(seconds=1))
    assert ask(visitor, issued.access_token).status_code == 200
    clock.advance(timedelta(seconds=1))
    assert refused(ask(visitor, issued.access_token))


def test_a_refresh_token_is_no_access_token(visitor: FlaskClient, issued: IssuedTokens) -> None:
    assert refused(ask(visitor, issued.refresh_token))


@pytest.mark.parametrize("text", ["x" * 5000, "a.b", "a.b.c.d", "..", "stoa_", "stoa_" + "x" * 60, "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_token_at_all_is_refused_alike(visitor: FlaskClient, text: str) -> None:
    assert refused(ask(visitor, text))


def test_a_new_signing_key_signs_nobody_out(visitor: FlaskClient, memory_app: Application, clock: AdjustableClock) -> None:
    before = sign_in(memory_app)
    made = memory_app.sessions.rotate_signing_key(RotateSigningKey(actor=SYSTEM))
    assert ask(visitor, before.access_token).status_code == 200
    assert str(made.id) in {key["kid"] for key in visitor.get("/.well-known/jwks.json").json["keys"]}
    during = sign_in(memory_app)
    assert parts(during.access_token)[0]["kid"] == parts(before.access_token)[0]["kid"], "announced before it signs"
    clock.advance(timedelta(minutes=10))
    after = sign_in(memory_app)
    assert parts(after.access_token)[0]["kid"] == str(made.id)
    assert [ask(visitor, each.access_token).status_code for each in (before, during, after)] == [200, 200, 200]


def test_a_key_in_wrong_hands_verifies_nothing_from_the_moment_it_is_replaced(visitor: FlaskClient, memory_app: Application) -> None:
    before = sign_in(memory_app)
    assert ask(visitor, before.access_token).status_code == 200
    memory_app.sessions.rotate_signing_key(RotateSigningKey(actor=SYSTEM, at_once=True))
    assert refused(ask(visitor, before.access_token))
    fresh = visitor.post("/api/v1/auth/refresh", json={"refresh_token": before.refresh_token}).json
    assert ask(visitor, fresh["access_token"]).status_code == 200


def test_no_private_half_is_published(visitor: FlaskClient, issued: IssuedTokens) -> None:
    [key] = visitor.get("/.well-known/jwks.json").json["keys"]
    assert key.keys() == {"kid", "kty", "use", "alg", "crv", "x", "y"}
    assert (key["use"], key["alg"], key["kid"]) == ("sig", "ES256", parts(issued.access_token)[0]["kid"])


def resigned(app: Application, header: dict[str, Any], claims: dict[str, Any]) -> str:
    """Signed with the real key: what only we could have made."""
    refresh: Any = app.sessions.refresh
    sign: Callable[[], Any] = refresh._handler.issuing.access_tokens._ring.signer
    _, private = sign()
    return jwt.encode(claims, private, algorithm="ES256", headers=header)
