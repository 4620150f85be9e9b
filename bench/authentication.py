"""CPU that a signed-in request costs above the same anonymous one: `python -m bench.authentication`.

Both are called as the server calls them (WSGI, no network): a visitor's request for a cart that does not exist, and the same with the
access token of a customer. The endpoint recognises who is signed in, so the token is verified, checked against revocations, and
counted against the person's own limit. Goal: at most 150 µs more.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from adapters.http_flask import app as http_app
from adapters.http_flask.app import create_app
from adapters.http_flask.edge.journal import Journal
from adapters.http_flask.edge.rate_limits import endpoint_limits
from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.policies import PublicOrSignedIn
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import load_settings
from application.facade import Application
from application.shared.permissions import PERMISSIONS
from bootstrap import Backend, build
from domain.sessions.audience import Audience
from tests.support.signed_in import sign_in

ENVIRON = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/api/v1/bench",
    "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": "127.0.0.1:8000",
    "wsgi.url_scheme": "http",
    "wsgi.input": io.BytesIO(),
    "wsgi.errors": sys.stderr,
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
BODY = b'{"data":[]}'
ROUNDS, REQUESTS = 7, 3000
GOAL = 150.0
SHOP = frozenset({Audience.SHOP})


def bench_group(_: Application) -> Endpoints:
    api = Endpoints("Bench", "/api/v1")

    @api.get("/bench", "What a shopper reads", policy=PublicOrSignedIn())
    def bench(call: Call) -> Reply:
        return Reply(200, BODY)

    return api


def microseconds(work: Callable[[], Any], times: int = REQUESTS) -> float:
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times * 1e6


def best(work: Callable[[], Any], times: int = REQUESTS) -> float:
    microseconds(work, times // 5)
    return statistics.median(microseconds(work, times) for _ in range(ROUNDS))


def requests() -> tuple[Application, Callable[..., Callable[[], bytes]], str]:
    """The application, a maker of requests with these headers, and the token of a customer."""
    nowhere = {"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    settings = load_settings(environment="test", rate_limit_read="1000000000/minute", rate_limit_person="1000000000/minute", **nowhere)
    http_app.GROUPS.append(bench_group)
    application = build(settings, Backend.MEMORY)
    # Memory asks the feed at every request; the real thing once a second.
    authenticate: Any = application.authenticate
    authenticate._revoked._every = settings.revocation_poll_seconds
    hidden = os.open(os.devnull, os.O_WRONLY)
    flask = create_app(application, settings, endpoint_limits(settings), journal=Journal(settings, lambda line: os.write(hidden, line)))

    def asking(**headers: str) -> Callable[[], bytes]:
        status: list[str] = []
        environ = ENVIRON | headers
        assert b"".join(flask(dict(environ), lambda line, *_: status.append(line))) == BODY, status
        return lambda: b"".join(flask(dict(environ), lambda *_: None))

    return application, asking, sign_in(application).access_token


def endpoints() -> None:
    application, asking, token = requests()
    anonymous, signed_in = asking(), asking(HTTP_AUTHORIZATION=f"Bearer {token}")
    pairs = [(microseconds(anonymous), microseconds(signed_in)) for _ in range(ROUNDS + 1)][1:]
    without, with_token = (statistics.median(column) for column in zip(*pairs, strict=True))
    more = with_token - without
    print(f"anonymous request {without:.0f} µs, signed in {with_token:.0f} µs: {more:.0f} µs more (goal: at most {GOAL:.0f})")
    authenticate: Any = application.authenticate
    print(f"  of it: authenticate, token known to the process {best(lambda: authenticate(token, SHOP)):.1f} µs")

    def unknown() -> None:
        authenticate._remembered.clear()
        authenticate(token, SHOP)

    print(f"  first use of a token in a process (signature verified) {best(unknown, 500):.0f} µs, once in {timedelta(minutes=15)}")
    operator = StaffTokens("s" * 32, application.clock).issue("ada", frozenset(PERMISSIONS), timedelta(days=1))
    print(f"  an access token is {len(token)} bytes, an operator's {len(operator)}")


def algorithms() -> None:
    """PyJWT with each asymmetric algorithm, on the claims of an access token."""
    now = int(time.time())
    name = "01981e2c-7d4e-7b59-a5f1-3c0f3a5e8b21"
    claims = {"iss": "https://api", "sub": name, "sid": name, "aud": "shop", "iat": now, "exp": now + 900, "auth_time": now, "amr": ["pwd"]}
    keys: dict[str, Any] = {
        "EdDSA": ed25519.Ed25519PrivateKey.generate(),
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "RS256": rsa.generate_private_key(65537, 2048),
    }
    for algorithm, private in keys.items():
        token, public = jwt.encode(claims, private, algorithm=algorithm, headers={"kid": name, "typ": "at+jwt"}), private.public_key()
        verify = best(lambda: jwt.decode(token, public, algorithms=[algorithm], audience="shop", issuer="https://api"), 400)  # noqa: B023
        sign = best(lambda: jwt.encode(claims, private, algorithm=algorithm), 100)  # noqa: B023 - used within this turn
        both = sign + 2 * verify
        print(
            f"{algorithm}: verify {verify:.0f} µs, sign {sign:.0f} µs, {len(token)} bytes; sign once, verify in two processes {both:.0f} µs"
        )


if __name__ == "__main__":
    endpoints()
    algorithms()
