"""Passkeys over HTTP: adding, listing and removing one's own, and showing one."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.identity.second_factor import CODES, PRIVATE, AccessTokenOut, access_json
from adapters.http_flask.policies import Public, SignedIn
from adapters.http_flask.reply import Reply, collection, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel
from adapters.http_flask.sessions.handing_over import TokenPlace, TokensOut, device_of, hand_over
from application.facade import Application
from application.identity.passkeys.begin_adding import BeginPasskey
from application.identity.passkeys.begin_showing import AskForPasskey
from application.identity.passkeys.ceremonies import AskedDevice
from application.identity.passkeys.finish_adding import FinishPasskey
from application.identity.passkeys.list_passkeys import ListPasskeys
from application.identity.passkeys.remove import RemovePasskey
from application.identity.passkeys.rename import RenamePasskey
from application.identity.passkeys.sign_in import SignInByPasskey
from application.identity.passkeys.step_up import StepUpByPasskey
from domain.identity.passkeys.errors import PasskeyNotAccepted, PasskeyRefused, PasskeyTaken, TooManyPasskeys
from domain.identity.passkeys.passkey import LONGEST_NAME, Passkey
from domain.identity.second_factor.errors import ChallengeNotFound
from domain.sessions.audience import Audience
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue, SecondFactorRequired
from domain.shared.ids import PasskeyId

TAG = "Passkeys"
SHOWN = "AZgeLH1Oe1ml8TwPOl6LIQ"
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, examples=["My telephone"])]
Ceremony = Annotated[str, Field(min_length=1, max_length=200, repr=False, examples=[SHOWN])]
Credential = Annotated[
    str,
    Field(
        min_length=2,
        max_length=10_000,
        repr=False,
        examples=['{"id":"…","rawId":"…","type":"public-key","response":{"clientDataJSON":"…"}}'],
        description="`JSON.stringify` of what `navigator.credentials` answered, as text.",
    ),
]


class PasskeyIn(RequestModel):
    """What the device made, in the ceremony that was begun in this session."""

    ceremony: Ceremony
    credential: Credential
    name: Name


class PasskeyName(RequestModel):
    """How its owner will know it."""

    name: Name


class ShownIn(RequestModel):
    """What the device answered in the ceremony."""

    ceremony: Ceremony
    credential: Credential


class SignInByPasskeyIn(ShownIn):
    """`challenge` is that of a sign-in that answered `second_factor_required`: then its audience counts."""

    challenge: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(default=None, repr=False)
    audience: Literal["shop", "admin"] = "shop"
    tokens: TokenPlace = "body"


class CeremonyOut(ResponseModel):
    """`options` go to `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`, `ceremony` comes back."""

    ceremony: str = Field(examples=[SHOWN])
    options: dict[str, Any] = Field(examples=[{"challenge": "p5aV2uHXr0AOqUk7HQitvi-Ny1p5aV2uHXr0AOqUk7H", "rpId": "shop.example.com"}])
    expires_at: str = Field(examples=["2026-12-01T00:05:00Z"])


class PasskeyOut(ResponseModel):
    """`synced`: its owner has it on several devices."""

    id: UUID
    name: str = Field(examples=["My telephone"])
    synced: bool
    added_at: str = Field(examples=["2026-12-01T00:00:00Z"])
    last_used_at: str | None = Field(examples=["2026-12-02T00:00:00Z"])


class AddedPasskeyOut(PasskeyOut):
    """`recovery_codes` are shown this once, with the first second factor of the account; later there are none here."""

    recovery_codes: list[str] = Field(examples=[CODES])
    access: AccessTokenOut | None


def my_passkeys(app: Application) -> Endpoints:
    api = Endpoints(TAG, "/api/v1/me/passkeys", rate="credentials")
    mine = {"passkey_id": "The passkey's id"}

    @api.get("", "See my passkeys", policy=SignedIn(own_hands=True), returns=ListOut[PasskeyOut], rate="read")
    def list_my_passkeys(call: Call) -> Reply:
        found = app.passkeys.list_passkeys(ListPasskeys(actor=call.actor))
        return ok(collection([_passkey(each) for each in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "/options",
        "Begin to add a passkey",
        policy=SignedIn(fresh=True),
        returns=CeremonyOut,
        status=200,
        raises=(TooManyPasskeys, SecondFactorRequired),
        idempotency=Idempotency.NONE,
    )
    def begin_my_passkey(call: Call) -> Reply:
        """For `navigator.credentials.create`. Good for five minutes and this session. The device must look at who uses it."""
        return _asked(app.passkeys.begin_adding(BeginPasskey(actor=call.actor)))

    @api.post(
        "",
        "Add a passkey",
        policy=SignedIn(fresh=True),
        body=PasskeyIn,
        returns=AddedPasskeyOut,
        location=False,
        raises=(PasskeyNotAccepted, PasskeyTaken, TooManyPasskeys, SecondFactorRequired, InvalidValue),
        idempotency=Idempotency.NONE,
    )
    def add_my_passkey(call: Call, body: PasskeyIn) -> Reply:
        """It opens my account from now on, and counts as a second factor: a password alone no longer lets anybody in.

        With the first second factor my other sessions end, and recovery codes are shown this once.
        """
        command = FinishPasskey(actor=call.actor, ceremony=body.ceremony, credential=body.credential, name=body.name)
        added = app.passkeys.finish_adding(command)
        access = None if added.access is None else access_json(added.access)
        return Reply(201, _passkey(added.passkey) | {"recovery_codes": list(added.recovery_codes), "access": access}, PRIVATE)

    @api.patch(
        "/<uuid:passkey_id>",
        "Name a passkey",
        policy=SignedIn(own_hands=True),
        body=PasskeyName,
        returns=PasskeyOut,
        path_params=mine,
        raises=(EntityNotFound, InvalidValue),
    )
    def rename_my_passkey(call: Call, body: PasskeyName, passkey_id: UUID) -> Reply:
        return ok(_passkey(app.passkeys.rename(RenamePasskey(actor=call.actor, passkey_id=PasskeyId(passkey_id), name=body.name))))

    @api.delete(
        "/<uuid:passkey_id>",
        "Remove a passkey",
        policy=SignedIn(fresh=True),
        status=204,
        path_params=mine,
        raises=(EntityNotFound, SecondFactorRequired),
        idempotency=Idempotency.NONE,
    )
    def remove_my_passkey(call: Call, passkey_id: UUID) -> Reply:
        """In a session that showed a second factor, and lately. The last one, without an authenticator, takes the second factor along."""
        app.passkeys.remove(RemovePasskey(actor=call.actor, passkey_id=PasskeyId(passkey_id)))
        return no_content()

    return api


def showing_passkeys(app: Application) -> Endpoints:
    api = Endpoints(TAG, "/api/v1/auth/passkeys", rate="credentials")

    @api.post("/options", "Begin to show a passkey", policy=Public(), returns=CeremonyOut, status=200, idempotency=Idempotency.NONE)
    def ask_for_passkey(call: Call) -> Reply:
        """For `navigator.credentials.get`, good for five minutes and one answer. It names no account: the device offers what it has."""
        return _asked(app.passkeys.begin_showing(AskForPasskey()))

    @api.post(
        "",
        "Sign in with a passkey",
        policy=Public(),
        body=SignInByPasskeyIn,
        returns=TokensOut,
        status=200,
        raises=(PasskeyRefused, ChallengeNotFound, ConcurrencyConflict),
        idempotency=Idempotency.NONE,
    )
    def sign_in_by_passkey(call: Call, body: SignInByPasskeyIn) -> Reply:
        """Device and owner are two factors: nothing else is asked for. With `challenge` it is the second step of another way in."""
        command = SignInByPasskey(
            ceremony=body.ceremony,
            credential=body.credential,
            challenge=body.challenge,
            audience=Audience(body.audience),
            device=device_of(call),
        )
        return hand_over(call, app.passkeys.sign_in(command), body.tokens)

    @api.post(
        "/step-up",
        "Show a passkey once more",
        policy=SignedIn(own_hands=True),
        body=ShownIn,
        returns=AccessTokenOut,
        status=200,
        raises=(PasskeyRefused,),
        idempotency=Idempotency.NONE,
    )
    def step_up_by_passkey(call: Call, body: ShownIn) -> Reply:
        """Before something dangerous (`fresh_sign_in_required`): answers an access token that says that it was shown just now."""
        access = app.passkeys.step_up(StepUpByPasskey(actor=call.actor, ceremony=body.ceremony, credential=body.credential))
        return Reply(200, access_json(access), PRIVATE)

    return api


def _asked(asked: AskedDevice) -> Reply:
    return Reply(200, {"ceremony": asked.ceremony, "options": dict(asked.options), "expires_at": instant(asked.expires_at)}, PRIVATE)


def _passkey(passkey: Passkey) -> dict[str, Any]:
    return {
        "id": str(passkey.id),
        "name": passkey.name,
        "synced": passkey.synced,
        "added_at": instant(passkey.created_at),
        "last_used_at": None if passkey.last_used_at is None else instant(passkey.last_used_at),
    }
