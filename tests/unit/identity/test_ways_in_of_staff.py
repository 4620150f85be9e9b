"""Where staff need a second factor: no way in comes around it, and none that opens no session opens one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from application.access.accept_invitation import AcceptInvitation
from application.access.invite_staff import InviteStaff
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.register import Register
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.reset_password import ResetPassword
from application.identity.accounts.sign_in_by_link import SignInByLink
from application.identity.external.begin_linking import BeginLinking
from application.identity.external.begin_sign_in import BeginExternalSignIn
from application.identity.external.finish_linking import FinishLinking
from application.identity.external.finish_sign_in import FinishExternalSignIn
from application.identity.external.ports import ExternalProfile
from application.orders.list_orders import ListOrders
from application.sessions.opening import IssuedTokens
from application.sessions.refresh_session import RefreshSession
from application.shared.actor import Actor
from domain.identity.accounts.requests import WantedLink
from domain.identity.second_factor.errors import SecondFactorChallenged
from domain.sessions.audience import Audience
from domain.shared.errors import SecondFactorEnrolmentRequired
from tests.support.accounts import ADA, FIREFOX, PASSWORD, PHONE, PeopleUnderTest
from tests.support.staff_room import OPERATOR, everywhere
from tests.unit.identity.test_second_factor import Authenticator, set_up, show

ADMIN = frozenset({Audience.ADMIN})
NEW_PASSWORD = "gruene gurke 8"


@pytest.fixture
def people(settings: Settings, clock: AdjustableClock) -> Iterator[PeopleUnderTest]:
    google = {"name": "google", "label": "Google", "issuer": "https://google.example", "client_id": "stoa"}
    changes = {"external_providers": [google], "staff_second_factor_required": True}
    shop = PeopleUnderTest(Settings(**settings.model_dump() | changes), clock)
    yield shop
    shop.app.close()


def invited(people: PeopleUnderTest, password: str | None = None) -> None:
    """Ada joins the staff by the link in her mail."""
    command = InviteStaff(actor=OPERATOR, email=ADA, name="Ada", roles=everywhere("support"))
    people.app.access.invite_staff(command)
    found = re.search(r"/staff/join#token=([\w-]+)", people.last_mail(ADA))
    assert found is not None
    people.app.access.accept_invitation(AcceptInvitation(token=found[1], password=password))


def staff_with_factor(people: PeopleUnderTest) -> Authenticator:
    phone = set_up(people)
    invited(people)
    return phone


def at_work(people: PeopleUnderTest, tokens: IssuedTokens) -> Actor:
    return people.app.authenticate(tokens.access_token, ADMIN)


def assert_held_back(people: PeopleUnderTest, tokens: IssuedTokens) -> None:
    who = at_work(people, tokens)
    assert (who.permissions, who.must_enrol) == (frozenset(), True)
    with pytest.raises(SecondFactorEnrolmentRequired):
        people.app.orders.list(ListOrders(who))


def assert_works(people: PeopleUnderTest, asked: SecondFactorChallenged, phone: Authenticator) -> None:
    people.clock.advance(timedelta(seconds=30))
    tokens = show(people, asked.challenge, phone.code())
    assert people.app.orders.list(ListOrders(at_work(people, tokens))).items == ()


def by_link(people: PeopleUnderTest) -> IssuedTokens:
    people.app.accounts.request_link(RequestLink(email=ADA, wanted=WantedLink.LOGIN_LINK))
    return people.app.accounts.sign_in_by_link(SignInByLink(token=people.token(ADA), audience=Audience.ADMIN, device=PHONE))


def linked(people: PeopleUnderTest, who: Actor) -> None:
    providers = people.app.external_login.list_providers._handler.providers  # type: ignore[attr-defined]
    providers.know("google", ExternalProfile("ada-1", ADA, True))
    begun = people.app.external_login.begin_linking(BeginLinking(actor=who, provider="google"))
    back = providers.sign_in(begun.address, "ada-1")
    command = FinishLinking(actor=who, provider="google", state=back["state"], binding=begun.binding, code=back["code"], issuer=back["iss"])
    people.app.external_login.finish_linking(command)


def by_provider(people: PeopleUnderTest) -> IssuedTokens:
    providers = people.app.external_login.list_providers._handler.providers  # type: ignore[attr-defined]
    begun = people.app.external_login.begin_sign_in(BeginExternalSignIn(provider="google", audience=Audience.ADMIN))
    back = providers.sign_in(begun.address, "ada-1")
    given = {"state": back["state"], "binding": begun.binding, "code": back["code"], "issuer": back["iss"]}
    return people.app.external_login.finish_sign_in(FinishExternalSignIn(provider="google", device=FIREFOX, **given))


def test_a_password_is_half_of_the_way(people: PeopleUnderTest) -> None:
    phone = staff_with_factor(people)
    with pytest.raises(SecondFactorChallenged) as asked:
        people.sign_in(audience=Audience.ADMIN)
    assert_works(people, asked.value, phone)


def test_a_mailed_link_is_half_of_the_way(people: PeopleUnderTest) -> None:
    phone = staff_with_factor(people)
    with pytest.raises(SecondFactorChallenged) as asked:
        by_link(people)
    assert_works(people, asked.value, phone)


def test_a_login_elsewhere_is_half_of_the_way(people: PeopleUnderTest) -> None:
    people.registered()
    linked(people, people.actor(people.sign_in()))
    phone = set_up_again(people)
    invited(people)
    with pytest.raises(SecondFactorChallenged) as asked:
        by_provider(people)
    assert_works(people, asked.value, phone)


def test_a_new_password_opens_nothing_by_itself_and_leaves_the_second_factor(people: PeopleUnderTest) -> None:
    phone = staff_with_factor(people)
    account_id = next(row.id for row in people.database.committed("accounts") if row.email == ADA)
    people.app.accounts.request_link(RequestLink(email=ADA, wanted=WantedLink.PASSWORD_RESET))
    assert people.app.accounts.reset_password(ResetPassword(token=people.token(ADA), new_password=NEW_PASSWORD)) is None  # type: ignore[func-returns-value]
    assert people.open_sessions(account_id) == []
    with pytest.raises(SecondFactorChallenged) as asked:
        people.sign_in(password=NEW_PASSWORD, audience=Audience.ADMIN)
    assert_works(people, asked.value, phone)


def test_confirming_a_registration_opens_no_session(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    people.app.accounts.confirm_email(ConfirmEmail(token=people.token(ADA), password=PASSWORD))
    assert people.database.committed("sessions") == []


def test_accepting_an_invitation_opens_no_session_and_the_sign_in_after_it_is_held_back(people: PeopleUnderTest) -> None:
    invited(people, PASSWORD)
    assert people.database.committed("sessions") == []
    assert_held_back(people, people.sign_in(audience=Audience.ADMIN))


def test_whoever_has_a_second_factor_and_is_invited_shows_it_at_work(people: PeopleUnderTest) -> None:
    phone = staff_with_factor(people)
    with pytest.raises(SecondFactorChallenged) as asked:
        people.sign_in(audience=Audience.ADMIN)
    assert_works(people, asked.value, phone)


@pytest.mark.parametrize("way", ["password", "link", "provider"])
def test_without_a_second_factor_every_way_in_is_held_back(people: PeopleUnderTest, way: str) -> None:
    people.registered()
    linked(people, people.actor(people.sign_in()))
    invited(people)
    ways = {
        "password": lambda: people.sign_in(audience=Audience.ADMIN),
        "link": lambda: by_link(people),
        "provider": lambda: by_provider(people),
    }
    tokens = ways[way]()
    assert_held_back(people, tokens)
    # Neither does waiting change it: what was weak when it began stays so.
    people.clock.advance(timedelta(minutes=5))
    renewed = people.app.sessions.refresh(RefreshSession(tokens.refresh_token, FIREFOX.network))
    assert_held_back(people, renewed)


def set_up_again(people: PeopleUnderTest) -> Authenticator:
    """A second factor for somebody who is registered already."""
    from application.identity.second_factor.begin_enrolment import BeginEnrolment
    from application.identity.second_factor.confirm_enrolment import ConfirmEnrolment

    who = people.app.authenticate(people.sign_in().access_token, frozenset({Audience.SHOP}))
    phone = Authenticator(people, people.app.second_factor.begin(BeginEnrolment(actor=who)).secret)
    people.app.second_factor.confirm(ConfirmEnrolment(actor=who, code=phone.code()))
    people.clock.advance(timedelta(minutes=1))
    return phone
