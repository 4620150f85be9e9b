"""Providers of external logins by Authlib: authorization code flow with PKCE, ID tokens verified by the provider's keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry

from adapters.external_providers import ExternalProvider
from adapters.security.oidc.discovery import TIMEOUT, Discovery
from application.identity.external.ports import Answer, ExternalProfile, Journey, Provider
from domain.identity.external.errors import ExternalSignInRefused, ProviderUnavailable, UnknownProvider

#: Signatures that need the provider's private key. Never `none`, never one whose key we share.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
#: Seconds that clocks may differ.
LEEWAY = 60
_LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class _Known:
    settings: ExternalProvider
    discovery: Discovery


class AuthlibProviders:
    """See `application.identity.external.ports.IdentityProviders`."""

    def __init__(self, providers: Sequence[ExternalProvider], base_url: str, storefront_url: str, return_path: str = "/") -> None:
        self._known = {provider.name: _Known(provider, Discovery(provider)) for provider in providers}
        self._base_url, self._storefront_url = base_url, storefront_url
        self.return_address = storefront_url + return_path

    def listed(self) -> Sequence[Provider]:
        return [Provider(known.settings.name, known.settings.label) for known in self._known.values()]

    def redirect_uri(self, provider: str, *, browser: bool) -> str:
        settings = self._get(provider).settings
        if browser:
            return f"{self._base_url}/api/v1/auth/external/{settings.name}/callback"
        return settings.app_redirect_uri or f"{self._storefront_url}/auth/external/{settings.name}"

    def address(self, provider: str, journey: Journey, locale: str | None) -> str:
        known = self._get(provider)
        further = {"ui_locales": locale} if locale else {}
        with self._session(known, journey) as session:
            address, _ = session.create_authorization_url(
                known.discovery.metadata().authorization_endpoint,
                state=journey.state,
                nonce=journey.nonce,
                code_verifier=journey.verifier,
                **further,
            )
        return str(address)

    def redeem(self, provider: str, journey: Journey, answer: Answer, now: datetime) -> ExternalProfile:
        known = self._get(provider)
        metadata = known.discovery.metadata()
        if (metadata.names_issuer or answer.issuer is not None) and answer.issuer != known.settings.issuer:
            # Another provider's answer, mixed up on the way (RFC 9207).
            raise ExternalSignInRefused
        tokens = self._exchange(known, journey, answer)
        claims = self._verified(known, tokens, journey, now)
        return _profile(claims | self._told(known, tokens, claims))

    def _get(self, provider: str) -> _Known:
        known = self._known.get(provider)
        if known is None:
            raise UnknownProvider(provider)
        return known

    @staticmethod
    def _session(known: _Known, journey: Journey) -> OAuth2Session:
        settings = known.settings
        secret = settings.client_secret.get_secret_value()
        methods = known.discovery.metadata().auth_methods
        method = "none" if not secret else "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        return OAuth2Session(
            settings.client_id,
            secret or None,
            token_endpoint_auth_method=method,
            scope=" ".join(settings.scopes),
            redirect_uri=journey.redirect_uri,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )

    def _exchange(self, known: _Known, journey: Journey, answer: Answer) -> dict[str, Any]:
        endpoint = known.discovery.metadata().token_endpoint
        try:
            with self._session(known, journey) as session:
                tokens = session.fetch_token(
                    endpoint, code=answer.code, code_verifier=journey.verifier, grant_type="authorization_code", allow_redirects=False
                )
        except OAuthError as error:
            raise ExternalSignInRefused from error
        except (requests.RequestException, ValueError) as error:
            raise ProviderUnavailable(known.settings.label) from error
        return dict(tokens)

    @staticmethod
    def _verified(known: _Known, tokens: dict[str, Any], journey: Journey, now: datetime) -> dict[str, Any]:
        """The claims of the ID token: signed by the provider, for us, for this journey, now."""
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        text = tokens.get("id_token")
        if not isinstance(text, str):
            raise ExternalSignInRefused
        try:
            try:
                token = jwt.decode(text, known.discovery.keys(), registry=registry)
            except InvalidKeyIdError:
                token = jwt.decode(text, known.discovery.keys(anew=True), registry=registry)
            settings = known.settings
            expected: dict[str, Any] = {
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
            }
            params = {"nonce": journey.nonce, "client_id": settings.client_id, "access_token": tokens.get("access_token")}
            claims = CodeIDToken(token.claims, token.header, expected, params)
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except (JoseError, ValueError) as error:
            raise ExternalSignInRefused from error
        return dict(claims)

    @staticmethod
    def _told(known: _Known, tokens: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """What the userinfo endpoint adds, when the ID token has no address; about the same person only."""
        endpoint, access_token = known.discovery.metadata().userinfo_endpoint, tokens.get("access_token")
        if claims.get("email") or endpoint is None or not isinstance(access_token, str):
            return {}
        told = known.discovery.fetch(endpoint, access_token)
        if told.get("sub") != claims["sub"]:
            raise ExternalSignInRefused
        return {name: told[name] for name in ("email", "email_verified", "given_name", "family_name") if name in told}


def _profile(claims: dict[str, Any]) -> ExternalProfile:
    subject, email = claims["sub"], claims.get("email")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise ExternalSignInRefused
    told = email if isinstance(email, str) and email else None
    # Some providers say "true"; nothing else counts.
    confirmed = told is not None and (claims.get("email_verified") is True or claims.get("email_verified") == "true")
    return ExternalProfile(subject, told, confirmed, _name(claims.get("given_name")), _name(claims.get("family_name")))


def _name(value: object) -> str:
    """Printable and not too long: a provider's odd name refuses nobody."""
    return "".join(c for c in value if c.isprintable())[:100].strip() if isinstance(value, str) else ""
