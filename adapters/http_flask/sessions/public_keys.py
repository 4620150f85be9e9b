"""The keys with which anybody can verify our access tokens."""

from __future__ import annotations

from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ResponseModel
from application.facade import Application
from application.sessions.show_public_keys import ShowPublicKeys

#: A key is announced longer than this before it signs.
CACHE_CONTROL = "public, max-age=300"


class PublicKeyOut(ResponseModel):
    """A JSON Web Key (RFC 7517)."""

    kid: str
    kty: str
    use: str
    alg: str
    crv: str
    x: str
    y: str


class PublicKeysOut(ResponseModel):
    """A JSON Web Key Set."""

    keys: list[PublicKeyOut]


def public_keys(app: Application) -> Endpoints:
    api = Endpoints("Signing in", "/.well-known")

    @api.get("/jwks.json", "Get the keys that verify access tokens", policy=Public(), returns=PublicKeysOut)
    def show_public_keys(call: Call) -> Reply:
        """Every key that signs, signed lately, or will sign soon."""
        return ok(dict(app.sessions.show_public_keys(ShowPublicKeys())), headers={"Cache-Control": CACHE_CONTROL})

    return api
