"""The second factor under attack: codes replayed, guessed and raced, challenges outlived, secrets moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pyotp
import pytest

from adapters.codec import encode
from application.identity.accounts.lock_account import LockAccount
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.reset_password import ResetPassword
from application.identity.accounts.sign_in_by_link import SignInByLink
from application.identity.second_factor.begin_enrolment import BeginEnrolment
from application.identity.second_factor.confirm_enrolment import ConfirmEnrolment
from application.identity.second_factor.disable_second_factor import DisableSecondFactor
from application.identity.second_factor.forget_sign_ins import ForgetSignIns
from application.identity.second_factor.pass_challenge import PassChallenge
from application.identity.second_factor.replace_recovery_codes import ReplaceRecoveryCodes
from application.identity.second_factor.show_second_factor import ShowSecondFactor
from application.identity.second_factor.step_up import StepUp
from application.sessions.opening import IssuedTokens
from application.shared.actor import FRESH_FOR, Actor
from domain.identity.accounts.password import WrongPassword
from domain.identity.accounts.requests import WantedLink
from domain.identity.errors import TooManyAttempts
from domain.identity.second_factor.challenge import CHALLENGE_LASTS, WRONG_CODES
from domain.identity.second_factor.errors import (
    ChallengeNotFound,
    EnrolmentExpired,
    SecondFactorAlreadyEnabled,
    SecondFactorChallenged,
    SecondFactorNotEnabled,
    SecondFactorUnreadable,
    WrongCode,
)
from domain.identity.second_factor.second_factor import ENROLMENT_LASTS, FREE_TRIES, RECOVERY_CODES
from domain.sessions.audience import Audience
from domain.shared.errors import FreshSignInRequired, SecondFactorRequired, Unauthenticated
from tests.support.accounts import ADA, FIREFOX, PASSWORD, PHONE, PeopleUnderTest

STEP = timedelta(seconds=30)
SHOP = frozenset({Audience.SHOP})


@dataclass
class Authenticator:
    """Ada's telephone."""

    people: PeopleUnderTest
    secret: str
    recovery_codes: tuple[str, ...] = ()

    def code(self, drift: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(self.people.clock.now() + drift * STEP)

    def wrong(self) -> str:
        """No code of this or a neighbouring moment."""
        near = {self.code(drift) for drift in range(-3, 4)}
        return next(code for number in range(20) if (code := f"{number:06}") not in near)


def actor(people: PeopleUnderTest, tokens: IssuedTokens | str) -> Actor:
    """As the edge reads the token."""
    return people.app.authenticate(tokens if isinstance(tokens, str) else tokens.access_token, SHOP)


def set_up(people: PeopleUnderTest) -> Authenticator:
    """Ada with an authenticator; the code that confirmed it is used up."""
    people.registered()
    who = actor(people, people.sign_in())
    begun = people.app.second_factor.begin(BeginEnrolment(actor=who))
    phone = Authenticator(people, begun.secret)
    enabled = people.app.second_factor.confirm(ConfirmEnrolment(actor=who, code=phone.code()))
    phone.recovery_codes = enabled.recovery_codes
    people.clock.advance(2 * STEP)
    return phone


def challenge(people: PeopleUnderTest) -> str:
    with pytest.raises(SecondFactorChallenged) as asked:
        people.sign_in()
    return asked.value.challenge


def show(people: PeopleUnderTest, token: str, code: str) -> IssuedTokens:
    return people.app.second_factor.pass_challenge(PassChallenge(challenge=token, code=code))


# Signing in


def test_a_password_alone_opens_nothing(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    who = actor(people, show(people, challenge(people), phone.code()))
    assert (who.strong, who.kind.value) == (True, "customer")


def test_a_mailed_link_alone_opens_nothing(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    people.app.accounts.request_link(RequestLink(email=ADA, wanted=WantedLink.LOGIN_LINK))
    with pytest.raises(SecondFactorChallenged) as asked:
        people.app.accounts.sign_in_by_link(SignInByLink(token=people.token(ADA), device=PHONE))
    assert actor(people, show(people, asked.value.challenge, phone.code())).strong


def test_a_code_works_once_even_for_another_sign_in(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    first, second = challenge(people), challenge(people)
    show(people, first, phone.code())
    with pytest.raises(WrongCode):
        show(people, second, phone.code())


def test_a_code_that_was_overtaken_is_worth_nothing(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    earlier = phone.code(-1)
    show(people, challenge(people), phone.code())
    with pytest.raises(WrongCode):
        show(people, challenge(people), earlier)


@pytest.mark.parametrize("drift", [-1, 1])
def test_clocks_may_differ_by_one_code(people: PeopleUnderTest, drift: int) -> None:
    phone = set_up(people)
    people.clock.advance(2 * STEP)
    assert show(people, challenge(people), phone.code(drift))


@pytest.mark.parametrize("drift", [-2, 2])
def test_clocks_may_not_differ_by_two(people: PeopleUnderTest, drift: int) -> None:
    phone = set_up(people)
    people.clock.advance(4 * STEP)
    with pytest.raises(WrongCode):
        show(people, challenge(people), phone.code(drift))


def test_guessing_waits_longer_every_time_whatever_the_sign_in(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongCode):
            show(people, challenge(people), phone.wrong())
    waits = []
    for _ in range(3):
        with pytest.raises(TooManyAttempts) as patience:
            show(people, challenge(people), phone.code())
        waits.append(patience.value.retry_after)
        people.clock.advance(timedelta(seconds=patience.value.retry_after))
        with pytest.raises(WrongCode):
            show(people, challenge(people), phone.wrong())
    assert waits == [15, 30, 60]


def test_the_owner_gets_in_after_the_wait_and_the_count_begins_anew(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongCode):
            show(people, challenge(people), phone.wrong())
    people.clock.advance(timedelta(seconds=15))
    show(people, challenge(people), phone.code())
    with pytest.raises(WrongCode):
        show(people, challenge(people), phone.wrong())


def test_a_challenge_is_over_after_some_wrong_codes(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    token = challenge(people)
    for _ in range(WRONG_CODES):
        people.clock.advance(timedelta(minutes=1))
        with pytest.raises(WrongCode):
            show(people, token, phone.wrong())
    people.clock.advance(timedelta(minutes=1))
    with pytest.raises(ChallengeNotFound):
        show(people, token, phone.code())


def test_a_challenge_is_answered_once(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    token = challenge(people)
    show(people, token, phone.code())
    people.clock.advance(STEP)
    with pytest.raises(ChallengeNotFound):
        show(people, token, phone.code())


def test_a_challenge_grows_old(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    token = challenge(people)
    people.clock.advance(CHALLENGE_LASTS)
    with pytest.raises(ChallengeNotFound):
        show(people, token, phone.code())
    assert people.app.second_factor.forget_sign_ins(ForgetSignIns()) == 1


def test_an_invented_challenge_is_nothing(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    with pytest.raises(ChallengeNotFound):
        show(people, "invented", phone.code())


def test_a_new_password_ends_challenges_of_the_old_one(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    token = challenge(people)
    people.clock.advance(timedelta(seconds=1))
    people.app.accounts.request_link(RequestLink(email=ADA, wanted=WantedLink.PASSWORD_RESET))
    people.app.accounts.reset_password(ResetPassword(token=people.token(ADA), new_password="gruene gurke 8"))
    with pytest.raises(ChallengeNotFound):
        show(people, token, phone.code())


def test_a_new_password_by_mail_leaves_the_second_factor_as_it_is(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    people.clock.advance(STEP)
    people.app.accounts.request_link(RequestLink(email=ADA, wanted=WantedLink.PASSWORD_RESET))
    people.app.accounts.reset_password(ResetPassword(token=people.token(ADA), new_password="gruene gurke 8"))
    with pytest.raises(SecondFactorChallenged) as asked:
        people.sign_in(password="gruene gurke 8")
    assert actor(people, show(people, asked.value.challenge, phone.code())).strong


def test_somebody_locked_meanwhile_stays_outside(people: PeopleUnderTest, staff: Actor) -> None:
    phone = set_up(people)
    token = challenge(people)
    account_id = people.database.committed("accounts")[0].id
    people.app.accounts.lock_account(LockAccount(actor=staff, account_id=account_id, reason="stolen"))
    with pytest.raises(ChallengeNotFound):
        show(people, token, phone.code())


# Recovery codes


def test_a_recovery_code_opens_once_in_any_spelling(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    assert len(set(phone.recovery_codes)) == RECOVERY_CODES
    code = phone.recovery_codes[3]
    show(people, challenge(people), f" {code.upper().replace('-', ' ')}")
    with pytest.raises(WrongCode):
        show(people, challenge(people), code)
    assert people.mailbox(ADA)[-2:] != []
    assert any("recovery code" in subject for subject in people.mailbox(ADA))


def test_new_recovery_codes_void_the_old_ones(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    who = actor(people, show(people, challenge(people), phone.code()))
    fresh = people.app.second_factor.replace_recovery_codes(ReplaceRecoveryCodes(actor=who))
    with pytest.raises(WrongCode):
        show(people, challenge(people), phone.recovery_codes[0])
    show(people, challenge(people), fresh[0])
    assert people.app.second_factor.show(ShowSecondFactor(actor=who)).recovery_codes_left == RECOVERY_CODES - 1


# Setting up and giving up


def test_nothing_is_on_before_a_first_code(people: PeopleUnderTest) -> None:
    people.registered()
    who = actor(people, people.sign_in())
    people.app.second_factor.begin(BeginEnrolment(actor=who))
    assert not people.app.second_factor.show(ShowSecondFactor(actor=who)).enabled
    assert people.sign_in()


def test_a_secret_that_was_shown_long_ago_is_not_confirmed(people: PeopleUnderTest) -> None:
    people.registered()
    begun = people.app.second_factor.begin(BeginEnrolment(actor=actor(people, people.sign_in())))
    people.clock.advance(ENROLMENT_LASTS + timedelta(seconds=1))
    later = actor(people, people.sign_in())
    with pytest.raises(EnrolmentExpired):
        people.app.second_factor.confirm(ConfirmEnrolment(actor=later, code=Authenticator(people, begun.secret).code()))


def test_enabling_signs_everybody_else_out(people: PeopleUnderTest) -> None:
    people.registered()
    thief, owner = people.sign_in(device=PHONE), people.sign_in()
    begun = people.app.second_factor.begin(BeginEnrolment(actor=actor(people, owner)))
    code = Authenticator(people, begun.secret).code()
    enabled = people.app.second_factor.confirm(ConfirmEnrolment(actor=actor(people, owner), code=code))
    assert enabled.access is not None
    assert actor(people, enabled.access.text).strong
    with pytest.raises(Unauthenticated):
        actor(people, thief)


def test_an_enabled_one_is_not_replaced_by_enrolling_again(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    who = actor(people, show(people, challenge(people), phone.code()))
    with pytest.raises(SecondFactorAlreadyEnabled):
        people.app.second_factor.begin(BeginEnrolment(actor=who))


def test_an_old_session_gives_up_nothing(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    tokens = show(people, challenge(people), phone.code())
    late = actor(people, tokens)
    people.clock.advance(FRESH_FOR + timedelta(seconds=1))
    for attempt in (
        lambda: people.app.second_factor.disable(DisableSecondFactor(actor=late)),
        lambda: people.app.second_factor.replace_recovery_codes(ReplaceRecoveryCodes(actor=late)),
        lambda: people.app.second_factor.begin(BeginEnrolment(actor=late)),
    ):
        with pytest.raises(FreshSignInRequired):
            attempt()


def test_who_gave_it_up_signs_in_with_the_password_again(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    who = actor(people, show(people, challenge(people), phone.code()))
    people.app.second_factor.disable(DisableSecondFactor(actor=who))
    assert people.sign_in()
    assert any("switched off" in subject for subject in people.mailbox(ADA))
    with pytest.raises(SecondFactorNotEnabled):
        people.app.second_factor.disable(DisableSecondFactor(actor=who))


# Credentials once more


def test_credentials_shown_once_more_make_a_session_fresh(people: PeopleUnderTest) -> None:
    people.registered()
    tokens = people.sign_in()
    people.clock.advance(timedelta(minutes=14))
    who = actor(people, tokens)
    people.clock.advance(timedelta(minutes=2))
    with pytest.raises(FreshSignInRequired):
        who.require_fresh(people.clock.now())
    access = people.app.second_factor.step_up(StepUp(actor=who, password=PASSWORD))
    assert actor(people, access.text).require_fresh(people.clock.now())


def test_everything_that_the_account_has_must_be_shown(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    who = actor(people, show(people, challenge(people), phone.code()))
    people.clock.advance(STEP)
    with pytest.raises(WrongPassword):
        people.app.second_factor.step_up(StepUp(actor=who, code=phone.code()))
    with pytest.raises(SecondFactorRequired):
        people.app.second_factor.step_up(StepUp(actor=who, password=PASSWORD))
    with pytest.raises(WrongCode):
        people.app.second_factor.step_up(StepUp(actor=who, password=PASSWORD, code=phone.wrong()))
    access = people.app.second_factor.step_up(StepUp(actor=who, password=PASSWORD, code=phone.code()))
    assert actor(people, access.text).strong


# At rest


def test_nothing_that_is_stored_lets_anybody_in(people: PeopleUnderTest) -> None:
    phone = set_up(people)
    token = challenge(people)
    stored = [
        str(encode({name: value for name, value in vars(row).items() if not name.startswith("_")}))
        for table in ("second_factors", "sign_in_challenges")
        for row in people.database.committed(table)
    ]
    for secret in (phone.secret, token, *phone.recovery_codes):
        assert all(secret not in row for row in stored)


def test_a_secret_moved_to_another_account_does_not_open(people: PeopleUnderTest) -> None:
    set_up(people)
    people.registered("eve@example.com")
    rows = people.database.table("second_factors")
    (ada, factor), eve = next(iter(rows.items())), people.account_of("eve@example.com")
    factor.id = eve
    rows[eve] = factor
    del rows[ada]
    with pytest.raises(SecondFactorChallenged) as asked:
        people.sign_in("eve@example.com")
    with pytest.raises(SecondFactorUnreadable):
        show(people, asked.value.challenge, "123456")


def test_another_browser_than_the_one_of_the_first_step_is_the_one_that_is_remembered(people: PeopleUnderTest) -> None:
    """The session shows the device of the first step, which the owner knows of."""
    phone = set_up(people)
    tokens = show(people, challenge(people), phone.code())
    session = people.database.committed_row("sessions", tokens.session_id)
    assert session is not None
    assert (session.user_agent, session.network) == (FIREFOX.user_agent, FIREFOX.network)
