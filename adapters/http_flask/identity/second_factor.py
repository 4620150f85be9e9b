"""The second factor over HTTP: setting it up, showing it, giving it up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from adapters.http_flask.endpoints import Endpoints, Example, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.policies import Public, SignedIn
from adapters.http_flask.reply import Reply, no_content
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import RequestModel, ResponseModel
from adapters.http_flask.sessions.handing_over import TokenPlace, TokensOut, hand_over
from application.facade import Application
from application.identity.second_factor.begin_enrolment import BeginEnrolment
from application.identity.second_factor.confirm_enrolment import ConfirmEnrolment
from application.identity.second_factor.disable_second_factor import DisableSecondFactor
from application.identity.second_factor.pass_challenge import PassChallenge
from application.identity.second_factor.replace_recovery_codes import ReplaceRecoveryCodes
from application.identity.second_factor.show_second_factor import ShowSecondFactor
from application.identity.second_factor.step_up import StepUp
from application.sessions.ports import AccessToken
from domain.identity.accounts.password import WrongPassword
from domain.identity.errors import TooManyAttempts
from domain.identity.second_factor.errors import (
    ChallengeNotFound,
    EnrolmentExpired,
    SecondFactorAlreadyEnabled,
    SecondFactorNotEnabled,
    SecondFactorUnreadable,
    WrongCode,
)
from domain.shared.errors import FreshSignInRequired, SecondFactorRequired

TAG = "Second factor"
PRIVATE = {"Cache-Control": "no-store"}
Code = Annotated[str, Field(min_length=6, max_length=40, examples=["492039"])]
CODES = [f"{part}-9km4t-w7xqh" for part in ("4kd8n", "b2vjp")]


class CodeIn(RequestModel):
    """A code that the authenticator shows now."""

    code: Code = Field(repr=False)


class PassChallengeIn(RequestModel):
    """`challenge` as the sign-in answered it; `code` of the authenticator, or a recovery code."""

    challenge: Annotated[str, Field(min_length=1, max_length=200, repr=False, examples=["rVxGq3uQ0mXc5f8b2n7k1w4y6z9a0d3e"])]
    code: Code = Field(repr=False)
    tokens: TokenPlace = "body"


class StepUpIn(RequestModel):
    """What the account has: its password, and a code where there is a second factor."""

    password: Annotated[str, Field(max_length=1000)] | None = Field(default=None, repr=False)
    code: Code | None = Field(default=None, repr=False)


class SecondFactorOut(ResponseModel):
    enabled: bool
    enabled_at: str | None = Field(examples=["2026-12-01T00:00:00Z"])
    authenticator: bool = Field(description="Whether an authenticator is set up.")
    passkeys: int = Field(examples=[0], description="How many passkeys there are.")
    recovery_codes_left: int = Field(examples=[10])


class EnrolmentOut(ResponseModel):
    """Shown once: the secret for an authenticator, as text, as address and as picture."""

    secret: str = Field(examples=["JBSWY3DPEHPK3PXP"])
    uri: str = Field(examples=["otpauth://totp/Stoa:ada%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Stoa"])
    qr_svg: str = Field(examples=["<svg/>"])
    expires_at: str = Field(examples=["2026-12-01T00:30:00Z"])


class RecoveryCodesOut(ResponseModel):
    """Shown once; each opens the account once when the authenticator is lost."""

    recovery_codes: list[str] = Field(examples=[CODES])


class AccessTokenOut(ResponseModel):
    """A fresh access token of the same session; its refresh token stays as it is."""

    token_type: str = Field(examples=["Bearer"])
    access_token: str = Field(examples=["eyJhbGciOiJFUzI1NiIsImtpZCI6IjAxOTgxZTJjIn0.e30.c2lnbmF0dXJl"])
    access_expires_at: str = Field(examples=["2026-12-01T00:15:00Z"])


class EnabledOut(RecoveryCodesOut):
    """The recovery codes, and an access token that knows of the second factor."""

    access: AccessTokenOut | None


def my_second_factor(app: Application) -> Endpoints:
    api = Endpoints(TAG, "/api/v1/me/second-factor", rate="credentials")

    @api.get("", "See my second factor", policy=SignedIn(), returns=SecondFactorOut)
    def show_my_second_factor(call: Call) -> Reply:
        seen = app.second_factor.show(ShowSecondFactor(actor=call.actor))
        enabled_at = None if seen.enabled_at is None else instant(seen.enabled_at)
        body = {
            "enabled": seen.enabled,
            "enabled_at": enabled_at,
            "authenticator": seen.authenticator,
            "passkeys": seen.passkeys,
            "recovery_codes_left": seen.recovery_codes_left,
        }
        return Reply(200, body, PRIVATE)

    @api.post(
        "",
        "Begin to set up a second factor",
        policy=SignedIn(fresh=True),
        returns=EnrolmentOut,
        location=False,
        raises=(SecondFactorAlreadyEnabled, SecondFactorRequired),
        idempotency=Idempotency.NONE,
    )
    def begin_my_second_factor(call: Call) -> Reply:
        """Show the picture to an authenticator, then confirm with the code that it shows. Beginning again makes a new secret."""
        view = app.second_factor.begin(BeginEnrolment(actor=call.actor))
        body = {"secret": view.secret, "uri": view.uri, "qr_svg": view.qr_svg, "expires_at": instant(view.expires_at)}
        return Reply(201, body, PRIVATE)

    @api.post(
        "/confirm",
        "Switch my second factor on",
        policy=SignedIn(fresh=True),
        body=CodeIn,
        returns=EnabledOut,
        status=200,
        raises=(
            SecondFactorNotEnabled,
            SecondFactorAlreadyEnabled,
            SecondFactorRequired,
            EnrolmentExpired,
            WrongCode,
            TooManyAttempts,
            SecondFactorUnreadable,
        ),
        idempotency=Idempotency.NONE,
    )
    def confirm_my_second_factor(call: Call, body: CodeIn) -> Reply:
        """From now on signing in needs a code. My other sessions end; the recovery codes are shown this once."""
        enabled = app.second_factor.confirm(ConfirmEnrolment(actor=call.actor, code=body.code))
        access = None if enabled.access is None else access_json(enabled.access)
        return Reply(200, {"recovery_codes": list(enabled.recovery_codes), "access": access}, PRIVATE)

    @api.post(
        "/recovery-codes",
        "Make new recovery codes",
        policy=SignedIn(fresh=True),
        returns=RecoveryCodesOut,
        location=False,
        raises=(SecondFactorNotEnabled, SecondFactorRequired),
        idempotency=Idempotency.NONE,
    )
    def replace_my_recovery_codes(call: Call) -> Reply:
        """A whole new set; the old codes are void."""
        codes = app.second_factor.replace_recovery_codes(ReplaceRecoveryCodes(actor=call.actor))
        return Reply(201, {"recovery_codes": list(codes)}, PRIVATE)

    @api.delete(
        "",
        "Give up my second factor",
        policy=SignedIn(fresh=True),
        status=204,
        raises=(SecondFactorNotEnabled, SecondFactorRequired),
        idempotency=Idempotency.NONE,
    )
    def disable_my_second_factor(call: Call) -> Reply:
        """In a session that showed it, and lately. Authenticator, passkeys and recovery codes go together."""
        app.second_factor.disable(DisableSecondFactor(actor=call.actor))
        return no_content()

    return api


def second_step(app: Application) -> Endpoints:
    api = Endpoints(TAG, "/api/v1/auth", rate="credentials")

    @api.post(
        "/second-factor",
        "Show the second factor",
        policy=Public(),
        body=PassChallengeIn,
        returns=TokensOut,
        status=200,
        raises=(ChallengeNotFound, WrongCode, TooManyAttempts, SecondFactorUnreadable),
        idempotency=Idempotency.NONE,
    )
    def pass_sign_in_challenge(call: Call, body: PassChallengeIn) -> Reply:
        """The second step of a sign-in that answered `second_factor_required`. Each code works once; wrong ones make the next wait."""
        issued = app.second_factor.pass_challenge(PassChallenge(challenge=body.challenge, code=body.code))
        return hand_over(call, issued, body.tokens)

    @api.post(
        "/step-up",
        "Show my credentials once more",
        policy=SignedIn(own_hands=True),
        body=StepUpIn,
        returns=AccessTokenOut,
        status=200,
        raises=(WrongPassword, WrongCode, TooManyAttempts, SecondFactorRequired, FreshSignInRequired, SecondFactorUnreadable),
        idempotency=Idempotency.NONE,
        examples=(Example("with a second factor", {"password": "correct horse battery staple", "code": "492039"}),),
    )
    def step_up(call: Call, body: StepUpIn) -> Reply:
        """Before something dangerous (`fresh_sign_in_required`): answers an access token that says that credentials were shown just now.

        Who has neither password nor second factor signs in anew, by link or provider.
        """
        access = app.second_factor.step_up(StepUp(actor=call.actor, password=body.password, code=body.code))
        return Reply(200, access_json(access), PRIVATE)

    return api


def access_json(access: AccessToken) -> dict[str, str]:
    return {"token_type": "Bearer", "access_token": access.text, "access_expires_at": instant(access.expires_at)}
