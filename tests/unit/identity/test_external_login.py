"""External logins under attack: journeys replayed, stolen and fixed, addresses that nobody confirmed, accounts hijacked in advance."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from adapters.clock import AdjustableClock
from adapters.memory.identity.providers import MemoryIdentityProviders
from adapters.settings import Settings
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.lock_account import LockAccount
from application.identity.accounts.register import Register
from application.identity.external.begin_linking import BeginLinking
from application.identity.external.begin_sign_in import BeginExternalSignIn
from application.identity.external.finish_linking import FinishLinking
from application.identity.external.finish_sign_in import FinishExternalSignIn
from application.identity.external.journeys import BegunSignIn
from application.identity.external.list_identities import ListExternalIdentities
from application.identity.external.ports import ExternalProfile
from application.identity.external.unlink import UnlinkExternalIdentity
from application.sessions.opening import IssuedTokens
from application.shared.actor import FRESH_FOR, Actor
from domain.identity.accounts.errors import InvalidCredentials, LinkNoLongerValid
from domain.identity.external.errors import (
    ExternalEmailNotConfirmed,
    ExternalSignInRefused,
    IdentityTaken,
    LastWayIn,
    NotLinked,
    UnknownProvider,
)
from domain.identity.external.pending import PENDING_LASTS
from domain.sessions.audience import Audience
from domain.shared.errors import FreshSignInRequired
from domain.shared.ids import AccountId
from tests.support.accounts import ADA, FIREFOX, PASSWORD, PeopleUnderTest

PROVIDERS = [
    {"name": name, "label": name.title(), "issuer": f"https://{name}.example", "client_id": "stoa"} for name in ("google", "github")
]
ADA_THERE = ExternalProfile("ada-1", ADA, True, "Ada", "Lovelace")


@dataclass
class Elsewhere:
    """The shop, and the providers that it takes logins of."""

    people: PeopleUnderTest
    providers: MemoryIdentityProviders

    def begin(self, provider: str = "google", audience: Audience = Audience.SHOP) -> BegunSignIn:
        return self.people.app.external_login.begin_sign_in(BeginExternalSignIn(provider=provider, audience=audience))

    def finish(self, begun: BegunSignIn, back: dict[str, str], binding: str | None = None, provider: str = "google") -> IssuedTokens:
        command = FinishExternalSignIn(
            provider=provider,
            state=back["state"],
            binding=begun.binding if binding is None else binding,
            code=back.get("code"),
            issuer=back.get("iss"),
            device=FIREFOX,
        )
        return self.people.app.external_login.finish_sign_in(command)

    def sign_in(self, profile: ExternalProfile = ADA_THERE, provider: str = "google", audience: Audience = Audience.SHOP) -> Actor:
        self.providers.know(provider, profile)
        begun = self.begin(provider, audience)
        tokens = self.finish(begun, self.providers.sign_in(begun.address, profile.subject), provider=provider)
        return self.actor(tokens)

    def actor(self, tokens: IssuedTokens) -> Actor:
        return self.people.app.authenticate(tokens.access_token, frozenset({Audience.SHOP}))

    def link(self, who: Actor, profile: ExternalProfile, provider: str = "google", by: Actor | None = None) -> None:
        self.providers.know(provider, profile)
        begun = self.people.app.external_login.begin_linking(BeginLinking(actor=who, provider=provider))
        back = self.providers.sign_in(begun.address, profile.subject)
        command = FinishLinking(
            actor=by or who, provider=provider, state=back["state"], binding=begun.binding, code=back["code"], issuer=back["iss"]
        )
        self.people.app.external_login.finish_linking(command)

    def linked(self, who: Actor) -> list[str]:
        return [each.provider for each in self.people.app.external_login.list_identities(ListExternalIdentities(actor=who))]


@pytest.fixture
def elsewhere(settings: Settings, clock: AdjustableClock) -> Iterator[Elsewhere]:
    shop = PeopleUnderTest(Settings(**settings.model_dump() | {"external_providers": PROVIDERS}), clock)
    providers = shop.app.external_login.list_providers._handler.providers  # type: ignore[attr-defined]  # the same that the shop speaks to
    yield Elsewhere(shop, providers)
    shop.app.close()


# Whose account it is


def test_a_newcomer_gets_an_account_without_a_password(elsewhere: Elsewhere) -> None:
    who = elsewhere.sign_in()
    account = elsewhere.people.database.committed_row("accounts", who.account_id)
    assert account is not None
    assert (account.email, account.first_name, account.has_password) == (ADA, "Ada", False)
    assert elsewhere.sign_in().account_id == who.account_id


def test_the_account_with_the_confirmed_address_is_linked_and_its_owner_told(elsewhere: Elsewhere) -> None:
    account_id = elsewhere.people.registered()
    assert elsewhere.sign_in().account_id == account_id
    assert any("new way into your account" in subject for subject in elsewhere.people.mailbox(ADA))


def test_the_address_counts_in_any_case_of_letters(elsewhere: Elsewhere) -> None:
    account_id = elsewhere.people.registered()
    assert elsewhere.sign_in(ExternalProfile("ada-1", "Ada@Example.com", True)).account_id == account_id


@pytest.mark.parametrize(("email", "confirmed"), [(ADA, False), (None, False), (None, True), ("no address", True)])
def test_an_address_that_the_provider_does_not_vouch_for_opens_and_makes_nothing(
    elsewhere: Elsewhere, email: str | None, confirmed: bool
) -> None:
    elsewhere.people.registered()
    with pytest.raises(ExternalEmailNotConfirmed):
        elsewhere.sign_in(ExternalProfile("eve-1", email, confirmed))
    assert len(elsewhere.people.database.committed("accounts")) == 1


def test_the_subject_counts_once_linked_whatever_the_address_says_later(elsewhere: Elsewhere) -> None:
    who = elsewhere.sign_in()
    assert elsewhere.sign_in(ExternalProfile("ada-1", "moved@example.com", False)).account_id == who.account_id


def test_another_subject_with_the_same_address_does_not_take_over(elsewhere: Elsewhere) -> None:
    """A provider that gives an abandoned address to somebody else."""
    elsewhere.sign_in()
    with pytest.raises(IdentityTaken):
        elsewhere.sign_in(ExternalProfile("ada-2", ADA, True))


def test_a_form_filled_in_by_a_stranger_is_void_once_the_owner_came(elsewhere: Elsewhere) -> None:
    """Account hijacking in advance: the stranger's password never opens the owner's account."""
    elsewhere.people.app.accounts.register(Register(email=ADA, password="mallory knows this"))
    token = elsewhere.people.token(ADA)
    elsewhere.sign_in()
    with pytest.raises(LinkNoLongerValid):
        elsewhere.people.app.accounts.confirm_email(ConfirmEmail(token=token, password="mallory knows this"))
    with pytest.raises(InvalidCredentials):
        elsewhere.people.sign_in(password="mallory knows this")


def test_a_locked_account_is_not_told_from_a_failure(elsewhere: Elsewhere, staff: Actor) -> None:
    account_id = elsewhere.sign_in().account_id
    assert account_id is not None
    elsewhere.people.app.accounts.lock_account(LockAccount(actor=staff, account_id=account_id, reason="fraud"))
    with pytest.raises(ExternalSignInRefused):
        elsewhere.sign_in()


def test_staff_come_in_by_what_they_linked_alone(elsewhere: Elsewhere) -> None:
    elsewhere.people.registered()
    with pytest.raises(NotLinked):
        elsewhere.sign_in(audience=Audience.ADMIN)


def test_a_customer_does_not_become_staff_by_a_linked_login(elsewhere: Elsewhere) -> None:
    elsewhere.sign_in()
    with pytest.raises(ExternalSignInRefused):
        elsewhere.sign_in(audience=Audience.ADMIN)


def test_of_many_first_sign_ins_at_once_one_makes_the_account(elsewhere: Elsewhere) -> None:
    elsewhere.providers.know("google", ADA_THERE)
    begun = [elsewhere.begin() for _ in range(6)]
    back = [elsewhere.providers.sign_in(each.address, "ada-1") for each in begun]
    with ThreadPoolExecutor(6) as browsers:
        tokens = list(browsers.map(elsewhere.finish, begun, back))
    assert len({elsewhere.actor(each).account_id for each in tokens}) == 1
    assert len(elsewhere.people.database.committed("accounts")) == 1


# The journey


def test_a_journey_comes_back_once(elsewhere: Elsewhere) -> None:
    elsewhere.providers.know("google", ADA_THERE)
    begun = elsewhere.begin()
    elsewhere.finish(begun, elsewhere.providers.sign_in(begun.address, "ada-1"))
    with pytest.raises(ExternalSignInRefused):
        elsewhere.finish(begun, elsewhere.providers.sign_in(begun.address, "ada-1"))


def test_who_did_not_begin_a_journey_does_not_finish_it(elsewhere: Elsewhere) -> None:
    """State fixation: a link with the attacker's code and state signs no victim in, and the journey is over for both."""
    elsewhere.providers.know("google", ADA_THERE)
    mallory, victim = elsewhere.begin(), elsewhere.begin()
    back = elsewhere.providers.sign_in(mallory.address, "ada-1")
    for binding in (victim.binding, ""):
        with pytest.raises(ExternalSignInRefused):
            elsewhere.finish(mallory, back, binding=binding)
    with pytest.raises(ExternalSignInRefused):
        elsewhere.finish(mallory, back)


def test_a_code_of_another_journey_does_not_fit(elsewhere: Elsewhere) -> None:
    """Code injection: nonce and PKCE bind a code to the journey that it was issued for."""
    elsewhere.providers.know("google", ADA_THERE)
    mine, stolen = elsewhere.begin(), elsewhere.begin()
    code = elsewhere.providers.sign_in(stolen.address, "ada-1")["code"]
    with pytest.raises(ExternalSignInRefused):
        elsewhere.finish(mine, {"state": mine.state, "code": code, "iss": "https://google.providers.invalid"})


def test_a_journey_to_one_provider_does_not_come_back_from_another(elsewhere: Elsewhere) -> None:
    elsewhere.providers.know("google", ADA_THERE)
    begun = elsewhere.begin("google")
    with pytest.raises(ExternalSignInRefused):
        elsewhere.finish(begun, elsewhere.providers.sign_in(begun.address, "ada-1"), provider="github")


def test_a_journey_grows_old(elsewhere: Elsewhere) -> None:
    elsewhere.providers.know("google", ADA_THERE)
    begun = elsewhere.begin()
    back = elsewhere.providers.sign_in(begun.address, "ada-1")
    elsewhere.people.clock.advance(PENDING_LASTS)
    with pytest.raises(ExternalSignInRefused):
        elsewhere.finish(begun, back)


def test_who_says_no_at_the_provider_is_refused_here(elsewhere: Elsewhere) -> None:
    begun = elsewhere.begin()
    with pytest.raises(ExternalSignInRefused):
        elsewhere.finish(begun, {"state": begun.state})


def test_nothing_that_is_stored_finishes_a_journey(elsewhere: Elsewhere) -> None:
    begun = elsewhere.begin()
    row = str(vars(elsewhere.people.database.committed("pending_sign_ins")[0]))
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.address).query).items()}
    for secret in (begun.state, begun.binding, asked["nonce"], asked["code_challenge"]):
        assert secret not in row


def test_an_unknown_provider_is_said_to_be_unknown(elsewhere: Elsewhere) -> None:
    with pytest.raises(UnknownProvider):
        elsewhere.begin("myspace")


# Linking and unlinking


def test_a_login_that_was_linked_opens_the_account(elsewhere: Elsewhere) -> None:
    account_id = elsewhere.people.registered()
    work = ExternalProfile("ada-at-work", "ada@work.example", True)
    elsewhere.link(elsewhere.actor(elsewhere.people.sign_in()), work)
    assert elsewhere.sign_in(work).account_id == account_id


def test_only_who_began_linking_finishes_it(elsewhere: Elsewhere) -> None:
    elsewhere.people.registered()
    elsewhere.people.registered("eve@example.com")
    ada, eve = elsewhere.actor(elsewhere.people.sign_in()), elsewhere.actor(elsewhere.people.sign_in("eve@example.com"))
    with pytest.raises(ExternalSignInRefused):
        elsewhere.link(eve, ADA_THERE, by=ada)
    assert (elsewhere.linked(ada), elsewhere.linked(eve)) == ([], [])


def test_linking_asks_for_a_confirmed_address_and_a_fresh_sign_in(elsewhere: Elsewhere) -> None:
    elsewhere.people.registered()
    who = elsewhere.actor(elsewhere.people.sign_in())
    with pytest.raises(ExternalEmailNotConfirmed):
        elsewhere.link(who, ExternalProfile("ada-1", ADA, False))
    elsewhere.people.clock.advance(FRESH_FOR + timedelta(seconds=1))
    with pytest.raises(FreshSignInRequired):
        elsewhere.link(who, ADA_THERE)


def test_a_login_of_somebody_else_is_not_linked_twice(elsewhere: Elsewhere) -> None:
    elsewhere.sign_in()
    elsewhere.people.registered("eve@example.com")
    with pytest.raises(IdentityTaken):
        elsewhere.link(elsewhere.actor(elsewhere.people.sign_in("eve@example.com")), ADA_THERE)


def test_a_linking_journey_signs_nobody_in(elsewhere: Elsewhere) -> None:
    elsewhere.people.registered()
    elsewhere.providers.know("google", ADA_THERE)
    who = elsewhere.actor(elsewhere.people.sign_in())
    begun = elsewhere.people.app.external_login.begin_linking(BeginLinking(actor=who, provider="google"))
    with pytest.raises(ExternalSignInRefused):
        elsewhere.finish(begun, elsewhere.providers.sign_in(begun.address, "ada-1"))


def test_the_last_way_in_stays(elsewhere: Elsewhere) -> None:
    who = elsewhere.sign_in()
    with pytest.raises(LastWayIn):
        elsewhere.people.app.external_login.unlink(UnlinkExternalIdentity(actor=who, provider="google"))
    elsewhere.link(who, ExternalProfile("ada-2", ADA, True), "github")
    elsewhere.people.app.external_login.unlink(UnlinkExternalIdentity(actor=who, provider="google"))
    assert elsewhere.linked(who) == ["github"]


def test_a_login_that_was_unlinked_opens_nothing_by_itself(elsewhere: Elsewhere) -> None:
    elsewhere.people.registered()
    work = ExternalProfile("ada-at-work", "ada@work.example", False)
    who = elsewhere.actor(elsewhere.people.sign_in(password=PASSWORD))
    elsewhere.link(who, ExternalProfile("ada-at-work", "ada@work.example", True))
    elsewhere.people.app.external_login.unlink(UnlinkExternalIdentity(actor=who, provider="google"))
    with pytest.raises(ExternalEmailNotConfirmed):
        elsewhere.sign_in(work)
    assert AccountId(who.require_account()) in {row.id for row in elsewhere.people.database.committed("accounts")}
