"""What features do not say in the customer's words: links, races with oneself, and what is told to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from application.identity.accounts.change_email import ChangeEmail
from application.identity.accounts.change_password import ChangePassword
from application.identity.accounts.close_account import CloseAccount
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.lock_account import LockAccount, UnlockAccount
from application.identity.accounts.register import Register
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.reset_password import ResetPassword
from application.identity.accounts.sign_in_by_link import SignInByLink
from application.privacy.retention import ApplyRetention
from application.shared.actor import Actor
from domain.identity.accounts.errors import InvalidCredentials, LinkNoLongerValid
from domain.identity.accounts.password import PasswordRefused, WrongPassword
from domain.identity.accounts.requests import WantedLink
from domain.identity.errors import TooManyAttempts
from domain.sessions.audience import Audience
from domain.shared.errors import FreshSignInRequired, Invalid, InvalidValue
from tests.support.accounts import ADA, FIREFOX, PASSWORD, PHONE, PeopleUnderTest

NEW = "gelbe gurke 19"


def asked(people: PeopleUnderTest, wanted: WantedLink, email: str = ADA) -> str:
    """The token that arrives after asking."""
    people.app.accounts.request_link(RequestLink(wanted=wanted, email=email))
    return people.token(email)


def test_a_form_is_no_account_until_its_link_is_opened(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    with pytest.raises(InvalidCredentials):
        people.sign_in()
    people.app.accounts.confirm_email(ConfirmEmail(token=people.token(ADA), password=PASSWORD))
    assert people.sign_in()


def test_a_stranger_who_fills_in_the_form_never_decides_the_password(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    mine = people.token(ADA)
    people.app.accounts.register(Register(email="ADA@example.com", password="strangers choice 1"))
    people.settle()
    people.app.accounts.confirm_email(ConfirmEmail(token=mine, password=PASSWORD))
    assert people.sign_in()
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.confirm_email(ConfirmEmail(token=people.token("ADA@example.com"), password="strangers choice 1"))


def test_a_link_is_used_once_and_only_in_time(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    token = people.token(ADA)
    people.app.accounts.confirm_email(ConfirmEmail(token=token, password=PASSWORD))
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.confirm_email(ConfirmEmail(token=token, password=PASSWORD))
    late = asked(people, WantedLink.LOGIN_LINK)
    people.clock.advance(timedelta(minutes=15))
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.sign_in_by_link(SignInByLink(token=late, device=FIREFOX))


def test_a_link_for_one_thing_opens_no_other(people: PeopleUnderTest) -> None:
    people.registered()
    token = asked(people, WantedLink.LOGIN_LINK)
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.reset_password(ResetPassword(token=token, new_password=NEW))
    assert people.app.accounts.sign_in_by_link(SignInByLink(token=token, device=FIREFOX))


def test_a_link_opens_with_the_password_of_its_form_alone(people: PeopleUnderTest) -> None:
    """Whoever opens a link that a stranger asked for does not give the stranger an account."""
    people.app.accounts.register(Register(email=ADA, password="strangers choice 1"))
    token = people.token(ADA)
    for guess in (None, PASSWORD):
        with pytest.raises(Invalid) as refusal:
            people.app.accounts.confirm_email(ConfirmEmail(token=token, password=guess))
        assert getattr(refusal.value, "field", None) == "password"
    with pytest.raises(InvalidCredentials):
        people.sign_in(password="strangers choice 1")
    people.app.accounts.confirm_email(ConfirmEmail(token=token, password="strangers choice 1"))


def test_guesses_at_the_password_of_a_link_are_counted(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    token = people.token(ADA)
    for number in range(5):
        with pytest.raises(WrongPassword):
            people.app.accounts.confirm_email(ConfirmEmail(token=token, password=f"guess number {number}"))
    with pytest.raises(TooManyAttempts):
        people.app.accounts.confirm_email(ConfirmEmail(token=token, password=PASSWORD))


def test_a_stranger_who_moves_an_account_to_my_address_needs_me_to_know_the_password(people: PeopleUnderTest) -> None:
    people.registered("eve@example.com", "strangers choice 1")
    eve = people.actor(people.sign_in("eve@example.com", "strangers choice 1"))
    people.app.accounts.change_email(ChangeEmail(actor=eve, email=ADA))
    with pytest.raises(WrongPassword):
        people.app.accounts.confirm_email(ConfirmEmail(token=people.token(ADA), password=PASSWORD))
    assert people.sign_in("eve@example.com", "strangers choice 1")


def test_who_is_signed_in_need_not_give_the_password_to_move(people: PeopleUnderTest) -> None:
    account_id = people.registered()
    people.app.accounts.change_email(ChangeEmail(actor=people.actor(people.sign_in()), email="ada@new.example"))
    people.app.accounts.confirm_email(ConfirmEmail(token=people.token("ada@new.example"), account_id=account_id))
    assert people.sign_in("ada@new.example")


def test_who_forgot_to_confirm_asks_again(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    people.app.accounts.confirm_email(ConfirmEmail(token=asked(people, WantedLink.CONFIRMATION), password=PASSWORD))
    assert people.sign_in()
    assert len(people.mailbox(ADA)) == 2


def test_an_address_that_nobody_registered_gets_no_mail(people: PeopleUnderTest) -> None:
    for wanted in WantedLink:
        people.app.accounts.request_link(RequestLink(wanted=wanted, email=ADA))
    assert people.mailbox(ADA) == []


def test_fifty_forms_for_one_address_are_five_mails(people: PeopleUnderTest) -> None:
    for _ in range(50):
        people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    assert len(people.mailbox(ADA)) == 5


def test_flooding_a_mailbox_never_leaves_its_owner_without_a_link_that_works(people: PeopleUnderTest) -> None:
    people.registered()
    for _ in range(120):
        people.clock.advance(timedelta(seconds=30))
        people.app.accounts.request_link(RequestLink(wanted=WantedLink.LOGIN_LINK, email=ADA))
        people.settle()
    assert people.app.accounts.sign_in_by_link(SignInByLink(token=people.token(ADA), device=FIREFOX))
    assert len(people.mailbox(ADA)) < 20


def test_wrong_passwords_make_everybody_wait_but_the_mailed_link_stays_open(people: PeopleUnderTest) -> None:
    people.registered()
    for _ in range(5):
        with pytest.raises(InvalidCredentials):
            people.sign_in(password="wrong guess 1")
    with pytest.raises(TooManyAttempts) as refusal:
        people.sign_in()
    assert refusal.value.retry_after == 2
    people.app.accounts.sign_in_by_link(SignInByLink(token=asked(people, WantedLink.LOGIN_LINK), device=FIREFOX))
    assert people.sign_in()


def test_addresses_without_account_make_guessers_wait_just_so(people: PeopleUnderTest) -> None:
    for _ in range(5):
        with pytest.raises(InvalidCredentials):
            people.sign_in("nobody@example.com")
    with pytest.raises(TooManyAttempts):
        people.sign_in("nobody@example.com")


def test_a_network_that_tries_many_addresses_waits(people: PeopleUnderTest) -> None:
    people.registered()
    for number in range(50):
        with pytest.raises(InvalidCredentials):
            people.sign_in(f"nobody{number}@example.com")
    with pytest.raises(TooManyAttempts):
        people.sign_in("another@example.com")
    assert people.sign_in(device=PHONE)  # from elsewhere nobody waits


def test_a_new_password_signs_out_the_others_and_ends_links_in_mails(people: PeopleUnderTest) -> None:
    people.registered()
    link = asked(people, WantedLink.LOGIN_LINK)
    here, there = people.actor(people.sign_in()), people.sign_in(device=PHONE)
    people.app.accounts.change_password(ChangePassword(actor=here, current_password=PASSWORD, new_password=NEW))
    assert "password" in people.last_mail(ADA)
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.sign_in_by_link(SignInByLink(token=link, device=FIREFOX))
    with pytest.raises(InvalidCredentials):
        people.sign_in()
    assert people.sign_in(password=NEW)
    open_sessions = people.open_sessions(here.require_account())
    assert here.session_id in open_sessions
    assert there.session_id not in open_sessions


def test_a_stolen_session_is_no_way_to_guess_the_password(people: PeopleUnderTest) -> None:
    people.registered()
    thief = people.actor(people.sign_in())
    for _ in range(5):
        with pytest.raises(WrongPassword):
            people.app.accounts.change_password(ChangePassword(actor=thief, current_password="wrong guess 1", new_password=NEW))
    with pytest.raises(TooManyAttempts):
        people.app.accounts.change_password(ChangePassword(actor=thief, current_password=PASSWORD, new_password=NEW))


def test_a_refused_new_password_uses_up_no_link(people: PeopleUnderTest) -> None:
    people.registered(first_name="Augusta", last_name="Lovelace")
    token = asked(people, WantedLink.PASSWORD_RESET)
    for bad in ("short", "password12", "my lovelace 12"):
        with pytest.raises(PasswordRefused) as refusal:
            people.app.accounts.reset_password(ResetPassword(token=token, new_password=bad))
        assert refusal.value.field == "new_password"
    people.app.accounts.reset_password(ResetPassword(token=token, new_password=NEW))
    assert people.sign_in(password=NEW)


def test_an_address_moves_when_the_new_mailbox_says_so_and_both_are_told(people: PeopleUnderTest) -> None:
    people.registered()
    actor = people.actor(people.sign_in())
    people.app.accounts.change_email(ChangeEmail(actor=actor, email="ada@new.example"))
    assert "another address" in people.last_mail(ADA)
    old_reset = asked(people, WantedLink.PASSWORD_RESET)
    people.app.accounts.confirm_email(ConfirmEmail(token=people.token("ada@new.example"), password=PASSWORD))
    assert "has changed" in people.mailbox(ADA)[-1]
    assert "has changed" in people.mailbox("ada@new.example")[-1]
    assert people.sign_in("ada@new.example")
    with pytest.raises(InvalidCredentials):
        people.sign_in()
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.reset_password(ResetPassword(token=old_reset, new_password=NEW))


def test_moving_to_a_taken_address_is_answered_alike_and_told_to_its_owner(people: PeopleUnderTest) -> None:
    people.registered("eve@example.com")
    people.registered()
    people.app.accounts.change_email(ChangeEmail(actor=people.actor(people.sign_in()), email="EVE@example.com"))
    told = people.last_mail("EVE@example.com")
    assert "already have an account" in told
    assert "#token" not in told
    assert "Ada" not in told


def test_a_newer_wish_for_an_address_replaces_the_older(people: PeopleUnderTest) -> None:
    people.registered()
    actor = people.actor(people.sign_in())
    people.app.accounts.change_email(ChangeEmail(actor=actor, email="first@new.example"))
    first = people.token("first@new.example")
    people.app.accounts.change_email(ChangeEmail(actor=actor, email="second@new.example"))
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.confirm_email(ConfirmEmail(token=first, password=PASSWORD))
    people.app.accounts.confirm_email(ConfirmEmail(token=people.token("second@new.example"), password=PASSWORD))


def test_changing_the_address_needs_credentials_shown_lately(people: PeopleUnderTest) -> None:
    people.registered()
    actor = people.actor(people.sign_in())
    people.clock.advance(timedelta(minutes=16))
    with pytest.raises(FreshSignInRequired):
        people.app.accounts.change_email(ChangeEmail(actor=actor, email="ada@new.example"))
    with pytest.raises(FreshSignInRequired):
        people.app.accounts.close_account(CloseAccount(actor=actor))


def test_a_locked_account_answers_like_a_wrong_password(people: PeopleUnderTest, staff: Actor) -> None:
    account_id = people.registered()
    people.app.accounts.lock_account(LockAccount(actor=staff, account_id=account_id, reason="chargebacks"))
    assert people.open_sessions(account_id) == []
    with pytest.raises(InvalidCredentials):
        people.sign_in()
    people.app.accounts.request_link(RequestLink(wanted=WantedLink.LOGIN_LINK, email=ADA))
    told = people.last_mail(ADA)
    assert "locked" in told
    assert "chargebacks" not in told
    people.app.accounts.unlock_account(UnlockAccount(actor=staff, account_id=account_id))
    assert people.sign_in()


def test_a_closed_account_is_gone_and_its_address_free(people: PeopleUnderTest) -> None:
    first = people.registered()
    people.app.accounts.close_account(CloseAccount(actor=people.actor(people.sign_in())))
    with pytest.raises(InvalidCredentials):
        people.sign_in()
    assert "closed" in people.mailbox(ADA)[-1]
    assert people.registered() != first


def test_customers_do_not_get_in_where_staff_work(people: PeopleUnderTest) -> None:
    people.registered()
    with pytest.raises(InvalidCredentials):
        people.sign_in(audience=Audience.ADMIN)
    token = asked(people, WantedLink.LOGIN_LINK)
    with pytest.raises(LinkNoLongerValid):
        people.app.accounts.sign_in_by_link(SignInByLink(token=token, audience=Audience.ADMIN, device=FIREFOX))


def test_only_a_new_device_is_news(people: PeopleUnderTest) -> None:
    people.registered()
    people.sign_in()
    before = len(people.mailbox(ADA))
    people.sign_in(device=PHONE)
    told = people.last_mail(ADA)
    assert "Safari on iPhone" in told
    assert "198.51.100.0/24" in told
    people.sign_in(device=PHONE)
    people.sign_in()
    assert len(people.mailbox(ADA)) == before + 1


def test_a_weaker_hash_is_renewed_at_sign_in(people: PeopleUnderTest) -> None:
    account_id = people.registered()
    stronger = people.with_settings(argon2_passes=2)
    before = stronger.password_hash(account_id)
    stronger.sign_in()
    after = stronger.password_hash(account_id)
    assert "t=1" in before
    assert "t=2" in after
    stronger.sign_in()
    assert stronger.password_hash(account_id) == after


def test_no_refusal_repeats_what_was_sent(people: PeopleUnderTest) -> None:
    with pytest.raises(InvalidValue) as refusal:
        people.app.accounts.register(Register(email="nonsense-ada-lovelace", password=PASSWORD))
    assert "lovelace" not in str(refusal.value)
    assert refusal.value.field == "email"


def test_what_only_served_to_get_in_is_forgotten(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email="never@example.com", password=PASSWORD))
    people.registered()
    asked(people, WantedLink.LOGIN_LINK)
    people.clock.advance(timedelta(days=400))
    assert sum(each.rows for each in people.app.privacy.apply_retention(ApplyRetention())) >= 4
    assert sum(each.rows for each in people.app.privacy.apply_retention(ApplyRetention())) == 0
    assert people.sign_in()
