"""External logins over HTTP: JSON for apps and single-page shops, redirects for browsers."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import ConfigDict, Field
from werkzeug.http import dump_cookie

from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.formatting import instant
from adapters.http_flask.policies import Public, SignedIn
from adapters.http_flask.reply import Reply, collection, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel
from adapters.http_flask.sessions.handing_over import TokenPlace, TokensOut, device_of, hand_over
from application.facade import Application
from application.identity.external.begin_linking import BeginLinking
from application.identity.external.begin_sign_in import BeginExternalSignIn
from application.identity.external.finish_linking import FinishLinking
from application.identity.external.finish_sign_in import FinishExternalSignIn
from application.identity.external.journeys import BegunSignIn
from application.identity.external.list_identities import ListExternalIdentities
from application.identity.external.list_providers import ListProviders
from application.identity.external.show_return_address import ShowReturnAddress
from application.identity.external.unlink import UnlinkExternalIdentity
from domain.identity.external.errors import (
    ExternalEmailNotConfirmed,
    ExternalSignInRefused,
    IdentityTaken,
    LastWayIn,
    NothingLinked,
    NotLinked,
    ProviderUnavailable,
    UnknownProvider,
)
from domain.identity.second_factor.errors import SecondFactorChallenged
from domain.sessions.audience import Audience
from domain.shared.errors import DomainError

TAG = "External logins"
PREFIX = "/api/v1/auth/external"
PROVIDER = {"provider": "A provider of the list"}
#: Belongs to one browser and one journey; sent back with the person, by a link from elsewhere (hence `Lax`).
COOKIE = "__Secure-stoa-external"
NO_STORE = {"Cache-Control": "no-store"}
COMING_BACK = (ExternalSignInRefused, ExternalEmailNotConfirmed, IdentityTaken, ProviderUnavailable, UnknownProvider)

Opaque = Annotated[str, Field(min_length=1, max_length=4096, pattern=r"^[!-~]+$", repr=False)]
Locale = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en"])]


class BeginIn(RequestModel):
    """For which surface, and in which language the provider may speak."""

    audience: Literal["shop", "admin"] = "shop"
    locale: Locale | None = None


class BeginQuery(RequestModel):
    locale: Locale | None = None


class ComeBackIn(RequestModel):
    """What the provider sent to the redirect address, and the binding that the beginning answered."""

    state: Opaque
    code: Opaque
    binding: Opaque
    iss: Annotated[str, Field(max_length=2048)] | None = None


class SignInComeBackIn(ComeBackIn):
    tokens: TokenPlace = "body"


class ComeBackQuery(RequestModel):
    """What a provider may send; it may send more, which does not matter."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    state: Annotated[str, Field(max_length=4096)] = ""
    code: Annotated[str, Field(max_length=4096)] | None = None
    iss: Annotated[str, Field(max_length=2048)] | None = None


class ProviderOut(ResponseModel):
    """`name` stands in addresses, `label` on buttons."""

    name: str = Field(examples=["google"])
    label: str = Field(examples=["Google"])


class BegunOut(ResponseModel):
    """Open `authorization_url`; keep `binding` to yourself and send it along when the person is back."""

    authorization_url: str
    state: str
    binding: str
    expires_at: str = Field(examples=["2026-12-01T00:10:00Z"])


class LinkedOut(ResponseModel):
    provider: str = Field(examples=["google"])
    linked_at: str = Field(examples=["2026-12-01T00:00:00Z"])
    last_used_at: str = Field(examples=["2026-12-01T00:00:00Z"])


def external_logins(app: Application) -> Endpoints:
    api = Endpoints(TAG, PREFIX, rate="credentials")

    @api.get("", "List providers of external logins", policy=Public(), returns=ListOut[ProviderOut], rate="read")
    def list_identity_providers(call: Call) -> Reply:
        found = [{"name": each.name, "label": each.label} for each in app.external_login.list_providers(ListProviders())]
        return ok(collection(found, next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "/<provider>/start",
        "Begin an external login in an app",
        policy=Public(),
        body=BeginIn,
        body_optional=True,
        returns=BegunOut,
        status=200,
        path_params=PROVIDER,
        raises=(UnknownProvider, ProviderUnavailable),
        idempotency=Idempotency.NONE,
    )
    def begin_external_login(call: Call, body: BeginIn | None, provider: str) -> Reply:
        given = body or BeginIn()
        command = BeginExternalSignIn(provider=provider, audience=Audience(given.audience), locale=given.locale)
        return Reply(200, _begun(app.external_login.begin_sign_in(command)), NO_STORE)

    @api.post(
        "/<provider>/callback",
        "Finish an external login in an app",
        policy=Public(),
        body=SignInComeBackIn,
        returns=TokensOut,
        status=200,
        path_params=PROVIDER,
        raises=(*COMING_BACK, NotLinked, SecondFactorChallenged),
        idempotency=Idempotency.NONE,
    )
    def finish_external_login(call: Call, body: SignInComeBackIn, provider: str) -> Reply:
        """Answers tokens, or `second_factor_required` like any sign-in. A journey comes back once, whatever becomes of it."""
        command = FinishExternalSignIn(
            provider=provider, state=body.state, binding=body.binding, code=body.code, issuer=body.iss, device=device_of(call)
        )
        return hand_over(call, app.external_login.finish_sign_in(command), body.tokens)

    @api.get(
        "/<provider>/start",
        "Begin an external login in a browser",
        policy=Public(),
        query=BeginQuery,
        status=302,
        path_params=PROVIDER,
        raises=(UnknownProvider, ProviderUnavailable),
    )
    def send_browser_to_provider(call: Call, query: BeginQuery, provider: str) -> Reply:
        """Sends the browser to the provider, with a cookie that only this browser can come back with."""
        begun = app.external_login.begin_sign_in(BeginExternalSignIn(provider=provider, browser=True, locale=query.locale))
        return Reply(302, None, {"Location": begun.address, **NO_STORE}, cookies=(_cookie(provider, begun.binding, 600),))

    @api.get(
        "/<provider>/callback",
        "Finish an external login in a browser",
        policy=Public(),
        query=ComeBackQuery,
        status=302,
        path_params=PROVIDER,
        raises=(UnknownProvider,),
    )
    def bring_browser_back(call: Call, query: ComeBackQuery, provider: str) -> Reply:
        """Where providers send browsers. On to the storefront and nowhere else: signed in by cookie, with `#challenge=` for the second
        factor, or with `?error=` and the code of the refusal.
        """
        command = FinishExternalSignIn(
            provider=provider,
            state=query.state,
            binding=call.request.cookies.get(COOKIE, ""),
            code=query.code or None,
            issuer=query.iss,
            device=device_of(call),
        )
        home, gone = app.external_login.return_address(ShowReturnAddress()), _cookie(provider, "", 0)
        try:
            cookies = hand_over(call, app.external_login.finish_sign_in(command), "cookie").cookies
        except UnknownProvider:
            raise  # Nobody was ever sent out from an address like this.
        except SecondFactorChallenged as challenged:
            home, cookies = f"{home}#{urlencode({'challenge': challenged.challenge})}", ()
        except DomainError as refusal:
            home, cookies = f"{home}?{urlencode({'error': refusal.code})}", ()
        return Reply(302, None, {"Location": home, **NO_STORE}, cookies=(*cookies, gone))

    return api


def my_external_logins(app: Application) -> Endpoints:
    api = Endpoints(TAG, "/api/v1/me/external-logins", rate="credentials")

    @api.get("", "See my external logins", policy=SignedIn(own_hands=True), returns=ListOut[LinkedOut], rate="read")
    def list_my_external_logins(call: Call) -> Reply:
        linked = app.external_login.list_identities(ListExternalIdentities(actor=call.actor))
        rows = [
            {"provider": each.provider, "linked_at": instant(each.linked_at), "last_used_at": instant(each.last_used_at)} for each in linked
        ]
        return ok(collection(rows, next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "/<provider>/start",
        "Begin to link an external login",
        policy=SignedIn(fresh=True),
        body=BeginQuery,
        body_optional=True,
        returns=BegunOut,
        status=200,
        path_params=PROVIDER,
        raises=(UnknownProvider, ProviderUnavailable),
        idempotency=Idempotency.NONE,
    )
    def begin_my_external_login(call: Call, body: BeginQuery | None, provider: str) -> Reply:
        command = BeginLinking(actor=call.actor, provider=provider, locale=None if body is None else body.locale)
        return Reply(200, _begun(app.external_login.begin_linking(command)), NO_STORE)

    @api.post(
        "/<provider>",
        "Link an external login",
        policy=SignedIn(fresh=True),
        body=ComeBackIn,
        status=204,
        path_params=PROVIDER,
        raises=COMING_BACK,
        idempotency=Idempotency.NONE,
    )
    def link_my_external_login(call: Call, body: ComeBackIn, provider: str) -> Reply:
        """From now on it opens my account, too. Only an address that the provider confirmed counts."""
        command = FinishLinking(
            actor=call.actor, provider=provider, state=body.state, binding=body.binding, code=body.code, issuer=body.iss
        )
        app.external_login.finish_linking(command)
        return no_content()

    @api.delete(
        "/<provider>",
        "Unlink an external login",
        policy=SignedIn(fresh=True),
        status=204,
        path_params=PROVIDER,
        raises=(NothingLinked, LastWayIn),
        idempotency=Idempotency.NONE,
    )
    def unlink_my_external_login(call: Call, provider: str) -> Reply:
        """Not the last way in: set a password first."""
        app.external_login.unlink(UnlinkExternalIdentity(actor=call.actor, provider=provider))
        return no_content()

    return api


def _begun(begun: BegunSignIn) -> dict[str, str]:
    return {
        "authorization_url": begun.address,
        "state": begun.state,
        "binding": begun.binding,
        "expires_at": instant(begun.expires_at),
    }


def _cookie(provider: str, binding: str, seconds: int) -> str:
    """For this provider's addresses alone; never readable by scripts."""
    return dump_cookie(COOKIE, binding, path=f"{PREFIX}/{provider}", max_age=seconds, secure=True, httponly=True, samesite="Lax")
