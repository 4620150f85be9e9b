"""The columns that real tokens make: out of date, of another surface, taken back, forged. The same operations, the real door."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from flask.testing import FlaskClient

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.settings import load_settings
from application.facade import Application
from bootstrap import Backend, Overrides, build
from domain.sessions.audience import Audience
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId
from tests.access_matrix.conftest import Walk
from tests.access_matrix.operations import Operation
from tests.support.sample_objects import SampleObjects
from tests.support.signed_in import sign_in
from tests.support.staff_room import StaffRoom, everywhere


@dataclass
class Door:
    """A shop whose door is the real one, with an owner and a customer; addresses are those of the matrix."""

    app: Application
    clock: AdjustableClock
    client: FlaskClient
    objects: SampleObjects
    owner: AccountId
    customer: AccountId

    def token(self, audience: Audience, account_id: AccountId | None = None) -> str:
        account_id = account_id or (self.owner if audience is Audience.ADMIN else self.customer)
        return sign_in(self.app, account_id, audience).access_token

    def status(self, operation: Operation, token: str | None) -> int:
        return operation.send(self.client, self.objects, token).status_code

    def refuses(self, operations: list[Operation], token: str) -> dict[str, int]:
        """What did not answer 401."""
        answers = {operation.id: self.status(operation, token) for operation in operations}
        return {name: status for name, status in answers.items() if status != 401}


@pytest.fixture
def door(walk: Walk) -> Iterator[Door]:
    nowhere = {"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    settings = load_settings(_env_file=None, environment="test", log_level="WARNING", **nowhere)
    clock = AdjustableClock()
    app = build(settings, Backend.MEMORY, Overrides(clock=clock))
    room = StaffRoom(app)
    owner = room.actor(room.hire("Olga", *everywhere("owner"))).require_account()
    client = create_app(app, settings).test_client()
    yield Door(app, clock, client, walk.objects, owner, room.account("Carl"))
    app.close()


def surface(operation: Operation) -> Audience:
    return Audience.ADMIN if operation.kind == "staff" else Audience.SHOP


def closed(walk: Walk, *kinds: str) -> list[Operation]:
    found = walk.of_kind(*(kinds or ("staff", "signed_in")))
    assert found
    return found


def test_a_good_token_is_let_in(walk: Walk, door: Door) -> None:
    """Otherwise the other columns would prove nothing."""
    reading = [op for op in closed(walk) if op.method == "GET" and "{" not in op.path]
    assert len(reading) > 20
    for operation in reading:
        assert door.status(operation, door.token(surface(operation))) not in {401, 403}, operation.id


@pytest.mark.parametrize("kind", ["staff", "signed_in"])
def test_an_expired_token_is_refused_everywhere(walk: Walk, door: Door, kind: str) -> None:
    operations = closed(walk, kind)
    token = door.token(surface(operations[0]))
    door.clock.advance(timedelta(minutes=16))
    assert door.refuses(operations, token) == {}


def test_a_token_of_the_shop_opens_nothing_of_the_staffs(walk: Walk, door: Door) -> None:
    """Not even the owner's own."""
    assert door.refuses(closed(walk, "staff"), door.token(Audience.SHOP, door.owner)) == {}


def test_a_token_of_the_staffs_opens_nothing_that_is_for_shoppers_alone(walk: Walk, door: Door) -> None:
    """Under `/me` it opens the account of the staff member, who is a person like everybody."""
    shopping = [op for op in closed(walk, "bearer_of_secret", "public_or_signed_in") if op.security]
    assert len(shopping) > 5
    assert door.refuses(shopping, door.token(Audience.ADMIN)) == {}


def test_a_session_that_was_ended_is_out_everywhere(walk: Walk, door: Door) -> None:
    for audience, kind in ((Audience.ADMIN, "staff"), (Audience.SHOP, "signed_in")):
        account = door.owner if audience is Audience.ADMIN else door.customer
        issued = sign_in(door.app, account, audience)
        headers = {"Authorization": f"Bearer {issued.access_token}"}
        body = {"refresh_token": issued.refresh_token}
        assert door.client.post("/api/v1/auth/logout", json=body, headers=headers).status_code == 204
        assert door.refuses(closed(walk, kind), issued.access_token) == {}


def test_a_stolen_refresh_token_takes_the_thief_and_the_access_tokens_with_it(walk: Walk, door: Door) -> None:
    issued = sign_in(door.app, door.customer)
    body = {"refresh_token": issued.refresh_token}
    thief = door.client.post("/api/v1/auth/refresh", json=body).json
    door.clock.advance(timedelta(minutes=2))
    assert door.client.post("/api/v1/auth/refresh", json=body).status_code == 401
    assert door.client.post("/api/v1/auth/refresh", json={"refresh_token": thief["refresh_token"]}).status_code == 401
    assert door.refuses(closed(walk, "signed_in"), thief["access_token"]) == {}


# Forgeries: each is made from a good token, and each is refused by every operation of its surface.
Forge = Callable[[str, Door], str]


def _parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    header, claims, _ = token.split(".")
    return tuple(json.loads(base64.urlsafe_b64decode(part + "==")) for part in (header, claims))  # type: ignore[return-value]  # two


def _encoded(data: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


def unsigned(token: str, door: Door) -> str:
    header, claims = _parts(token)
    return f"{_encoded(header | {'alg': 'none'})}.{_encoded(claims)}."


def unsigned_in_capitals(token: str, door: Door) -> str:
    header, claims = _parts(token)
    return f"{_encoded(header | {'alg': 'nOnE'})}.{_encoded(claims)}."


def signed_with_the_public_key_as_a_secret(token: str, door: Door) -> str:
    """Key confusion: the public key is known to everybody."""
    header, claims = _parts(token)
    keys = door.client.get("/.well-known/jwks.json").json["keys"]
    body = f"{_encoded(header | {'alg': 'HS256'})}.{_encoded(claims)}"
    mac = hmac.digest(json.dumps(keys[0]).encode(), body.encode(), hashlib.sha256)
    return f"{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def signed_with_a_key_of_their_own(token: str, door: Door) -> str:
    header, claims = _parts(token)
    return jwt.encode(claims, generate_private_key(SECP256R1()), algorithm="ES256", headers={"kid": header["kid"], "typ": header["typ"]})


def bringing_the_key_along(token: str, door: Door) -> str:
    header, claims = _parts(token)
    private = generate_private_key(SECP256R1())
    public = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(private.public_key()))
    headers = {"kid": header["kid"], "typ": header["typ"], "jwk": public, "jku": "https://evil.example/jwks.json"}
    return jwt.encode(claims, private, algorithm="ES256", headers=headers)


def naming_a_key_that_is_a_path(token: str, door: Door) -> str:
    header, claims = _parts(token)
    return jwt.encode(claims, "\0" * 32, algorithm="HS256", headers={"kid": "../../../../dev/null", "typ": header["typ"]})


def naming_a_key_that_is_a_statement(token: str, door: Door) -> str:
    header, claims = _parts(token)
    return jwt.encode(claims, "s" * 32, algorithm="HS256", headers={"kid": "' UNION SELECT '" + "s" * 32, "typ": header["typ"]})


def for_another_person(token: str, door: Door) -> str:
    return _changed(token, sub=str(uuid4()))


def for_another_surface(token: str, door: Door) -> str:
    return _changed(token, aud=["shop", "admin"])


def that_lasts_longer(token: str, door: Door) -> str:
    return _changed(token, exp=4_000_000_000)


def with_permissions(token: str, door: Door) -> str:
    return _changed(token, permissions=["orders.refund"], scope="admin")


def called_an_operators(token: str, door: Door) -> str:
    _, claims = _parts(token)
    return jwt.encode(claims | {"aud": "stoa-operator"}, "x" * 32, algorithm="HS256", headers={"typ": "operator+jwt"})


def cut_short(token: str, door: Door) -> str:
    return token.rpartition(".")[0] + "."


def _changed(token: str, **claims: Any) -> str:
    header, kept, signature = token.split(".")
    decoded = json.loads(base64.urlsafe_b64decode(kept + "=="))
    return f"{header}.{_encoded(decoded | claims)}.{signature}"


FORGERIES: list[Forge] = [
    unsigned,
    unsigned_in_capitals,
    signed_with_the_public_key_as_a_secret,
    signed_with_a_key_of_their_own,
    bringing_the_key_along,
    naming_a_key_that_is_a_path,
    naming_a_key_that_is_a_statement,
    for_another_person,
    for_another_surface,
    that_lasts_longer,
    with_permissions,
    called_an_operators,
    cut_short,
]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_token_is_refused_everywhere(walk: Walk, door: Door, forge: Forge) -> None:
    for kind in ("staff", "signed_in"):
        operations = closed(walk, kind)
        assert door.refuses(operations, forge(door.token(surface(operations[0])), door)) == {}


@pytest.mark.parametrize("odd", ["", " ", "null", "a.b.c", "stoa_", "stoa_abcdefghij_" + "x" * 43, "e" * 5000, "..", "é.é.é"])
def test_what_is_no_token_is_refused_everywhere(walk: Walk, door: Door, odd: str) -> None:
    for operation in closed(walk):
        assert operation.send(door.client, door.objects, odd.encode().decode("latin-1")).status_code == 401, operation.id


def test_an_account_that_was_locked_is_out_at_once(walk: Walk, door: Door) -> None:
    token, refresh = door.token(Audience.SHOP), cast(Any, door.app.sessions.refresh)
    with StaffRoom(door.app).unit_of_work() as uow:
        refresh._handler.issuing.end_all(uow, door.customer, door.clock.now(), EndReason.LOCKED)
        uow.commit()
    assert door.refuses(closed(walk, "signed_in"), token) == {}
