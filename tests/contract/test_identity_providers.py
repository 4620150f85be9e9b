"""The contract of identity providers: in memory, and a real OpenID Connect provider that is spoken to over the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.memory.identity.providers import MemoryIdentityProviders
from adapters.security.oidc.providers import AuthlibProviders
from application.identity.external.ports import Answer, ExternalProfile, IdentityProviders, Journey, Provider
from domain.identity.external.errors import ExternalSignInRefused, ProviderUnavailable, UnknownProvider
from tests.support.oidc import BASE_URL, CLIENT_ID, STOREFRONT_URL, local_provider, sign_in_there

ADA = ExternalProfile("ada", "ada@example.com", True, "Ada", "Lovelace")
EVE = ExternalProfile("eve", "ada@example.com", False, "Eve")
NOBODY = ExternalProfile("nobody", None, False)


@dataclass(frozen=True)
class ProviderUnderTest:
    """`sign_in(address, who)` is the person's part: what the provider sends back with them."""

    providers: IdentityProviders
    sign_in: Callable[[str, str], dict[str, str]]

    def journey(self, state: str = "s" * 43, *, browser: bool = True) -> Journey:
        return Journey(state, "n" * 43, "v" * 43, self.providers.redirect_uri("local", browser=browser))

    def come_back(self, journey: Journey, who: str = "ada") -> Answer:
        back = self.sign_in(self.providers.address("local", journey, "en"), who)
        assert back["state"] == journey.state
        return Answer(back["code"], back.get("iss"))


@pytest.fixture(scope="module", params=["memory", "id token with address", "id token without address"])
def provider(request: pytest.FixtureRequest) -> Iterator[ProviderUnderTest]:
    if request.param == "memory":
        memory = MemoryIdentityProviders([Provider("local", "Local")], BASE_URL, STOREFRONT_URL)
        for person in (ADA, EVE, NOBODY):
            memory.know("local", person)
        yield ProviderUnderTest(memory, memory.sign_in)
        return
    with local_provider(conform_id_token_claims=request.param == "id token without address") as running:
        yield ProviderUnderTest(AuthlibProviders([running.settings], BASE_URL, STOREFRONT_URL), sign_in_there)


def redeemed(provider: ProviderUnderTest, journey: Journey, answer: Answer) -> ExternalProfile:
    return provider.providers.redeem("local", journey, answer, datetime.now(UTC))


def test_a_person_comes_back_with_what_the_provider_vouches_for(provider: ProviderUnderTest) -> None:
    journey = provider.journey()
    assert redeemed(provider, journey, provider.come_back(journey)) == ADA


def test_an_address_that_the_provider_has_not_confirmed_is_said_to_be_so(provider: ProviderUnderTest) -> None:
    journey = provider.journey(browser=False)
    assert redeemed(provider, journey, provider.come_back(journey, "eve")) == EVE


def test_a_person_without_an_address_is_known_by_the_subject(provider: ProviderUnderTest) -> None:
    journey = provider.journey()
    assert redeemed(provider, journey, provider.come_back(journey, "nobody")) == NOBODY


def test_a_code_works_once(provider: ProviderUnderTest) -> None:
    journey = provider.journey()
    answer = provider.come_back(journey)
    redeemed(provider, journey, answer)
    with pytest.raises(ExternalSignInRefused):
        redeemed(provider, journey, answer)


@pytest.mark.parametrize("part", ["nonce", "verifier"])
def test_a_code_of_another_journey_is_refused(provider: ProviderUnderTest, part: str) -> None:
    journey = provider.journey()
    answer = provider.come_back(journey)
    with pytest.raises(ExternalSignInRefused):
        redeemed(provider, replace(journey, **{part: "x" * 43}), answer)


def test_a_code_for_another_redirect_address_is_refused(provider: ProviderUnderTest) -> None:
    answer = provider.come_back(provider.journey(browser=True))
    with pytest.raises(ExternalSignInRefused):
        redeemed(provider, provider.journey(browser=False), answer)


def test_an_invented_code_is_refused(provider: ProviderUnderTest) -> None:
    journey = provider.journey()
    issuer = provider.come_back(journey).issuer
    with pytest.raises(ExternalSignInRefused):
        redeemed(provider, journey, Answer("invented", issuer))


@pytest.mark.parametrize("issuer", [None, "https://elsewhere.example"])
def test_an_answer_that_names_another_issuer_or_none_is_refused(provider: ProviderUnderTest, issuer: str | None) -> None:
    journey = provider.journey()
    with pytest.raises(ExternalSignInRefused):
        redeemed(provider, journey, Answer(provider.come_back(journey).code, issuer))


def test_nothing_secret_is_in_the_address(provider: ProviderUnderTest) -> None:
    journey = provider.journey()
    address = provider.providers.address("local", journey, None)
    assert journey.verifier not in address
    assert parse_qs(urlsplit(address).query)["redirect_uri"] == [journey.redirect_uri]


def test_a_provider_that_is_not_configured_is_unknown(provider: ProviderUnderTest) -> None:
    for ask in (
        lambda: provider.providers.redirect_uri("other", browser=True),
        lambda: provider.providers.address("other", provider.journey(), None),
        lambda: provider.providers.redeem("other", provider.journey(), Answer("x"), datetime.now(UTC)),
    ):
        with pytest.raises(UnknownProvider):
            ask()


def test_providers_are_listed_in_the_order_of_the_configuration(provider: ProviderUnderTest) -> None:
    assert list(provider.providers.listed()) == [Provider("local", "Local")]


# What only a wire can show.


@pytest.fixture(scope="module")
def real() -> Iterator[ProviderUnderTest]:
    with local_provider() as running:
        yield ProviderUnderTest(AuthlibProviders([running.settings], BASE_URL, STOREFRONT_URL), sign_in_there)


def test_the_request_asks_for_a_code_with_pkce(real: ProviderUnderTest) -> None:
    asked = parse_qs(urlsplit(real.providers.address("local", real.journey(), "de")).query)
    assert (asked["response_type"], asked["code_challenge_method"], asked["client_id"]) == (["code"], ["S256"], [CLIENT_ID])
    assert (asked["scope"], asked["ui_locales"]) == (["openid email profile"], ["de"])


@pytest.mark.parametrize("late", [timedelta(hours=3), timedelta(hours=-3)])
def test_an_id_token_of_another_time_is_refused(real: ProviderUnderTest, late: timedelta) -> None:
    journey = real.journey()
    answer = real.come_back(journey)
    with pytest.raises(ExternalSignInRefused):
        real.providers.redeem("local", journey, answer, datetime.now(UTC) + late)


def test_an_id_token_for_another_client_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with local_provider() as running:
        providers = AuthlibProviders([running.settings], BASE_URL, STOREFRONT_URL)
        under_test = ProviderUnderTest(providers, sign_in_there)
        journey = under_test.journey()
        answer = under_test.come_back(journey)
        exchanged = providers._exchange
        other = running.settings.model_copy(update={"client_id": "somebody else"})

        def as_another_client(known: Any, *rest: Any) -> Any:
            tokens = exchanged(known, *rest)
            object.__setattr__(known, "settings", other)
            return tokens

        monkeypatch.setattr(providers, "_exchange", as_another_client)
        with pytest.raises(ExternalSignInRefused):
            redeemed(under_test, journey, answer)


def test_a_wrong_client_secret_is_refused(real: ProviderUnderTest) -> None:
    with local_provider() as running:
        wrong = running.settings.model_copy(update={"client_secret": type(running.settings.client_secret)("wrong")})
        under_test = ProviderUnderTest(AuthlibProviders([wrong], BASE_URL, STOREFRONT_URL), sign_in_there)
        journey = under_test.journey()
        with pytest.raises(ExternalSignInRefused):
            redeemed(under_test, journey, under_test.come_back(journey))


def test_a_provider_that_calls_itself_otherwise_is_not_spoken_to() -> None:
    with local_provider() as running:
        named = running.settings.model_copy(update={"issuer": running.issuer.replace("127.0.0.1", "localhost")})
        providers = AuthlibProviders([named], BASE_URL, STOREFRONT_URL)
        with pytest.raises(ProviderUnavailable):
            providers.address("local", ProviderUnderTest(providers, sign_in_there).journey(), None)


def test_a_provider_that_does_not_answer_is_unavailable() -> None:
    with local_provider() as running:
        settings = running.settings
    providers = AuthlibProviders([settings], BASE_URL, STOREFRONT_URL)
    with pytest.raises(ProviderUnavailable):
        providers.address("local", ProviderUnderTest(providers, sign_in_there).journey(), None)
