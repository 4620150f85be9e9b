"""Accounts on real PostgreSQL and Redis, with everybody at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from adapters.clock import AdjustableClock
from adapters.persistence.engine import write_engine
from adapters.settings import Settings
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.lock_account import LockAccount
from application.identity.accounts.register import Register
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.reset_password import ResetPassword
from application.identity.accounts.sign_in_by_link import SignInByLink
from application.shared.actor import Actor
from bootstrap import Backend
from domain.identity.accounts.errors import AddressInUse, InvalidCredentials, LinkNoLongerValid
from domain.identity.accounts.requests import WantedLink
from domain.identity.errors import TooManyAttempts
from domain.shared.errors import DomainError
from tests.support.accounts import ADA, FIREFOX, PASSWORD, PeopleUnderTest


@pytest.fixture
def people(real_settings: Settings, clock: AdjustableClock) -> Iterator[PeopleUnderTest]:
    settings = real_settings.model_copy(update={"db_pool_size": 8, "db_pool_overflow": 8, "db_pool_timeout_seconds": 30.0})
    shop = PeopleUnderTest(settings, clock, backend=Backend.REAL)
    yield shop
    shop.app.close()


def rows(people: PeopleUnderTest, question: str) -> list[Any]:
    engine = write_engine(people.settings.database_url)
    with engine.connect() as connection:
        found = list(connection.execute(text(question)))
    engine.dispose()
    return found


def at_once(actions: list[Callable[[], object]]) -> list[object]:
    """What each gave, or how it was refused."""

    def run(action: Callable[[], object]) -> object:
        try:
            return action()
        except DomainError as refusal:
            return type(refusal)

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(run, actions))


def test_fifty_registrations_of_one_address_become_one_account(people: PeopleUnderTest) -> None:
    spelled = [ADA, ADA.upper(), "Ada@Example.Com"]
    forms = [Register(email=spelled[number % 3], password=PASSWORD) for number in range(50)]
    outcomes = at_once([lambda form=form: people.app.accounts.register(form) for form in forms])
    assert outcomes == [None] * 50
    links = [token for email in ("ada@example.com", "ADA@example.com", "Ada@example.com") for token in people.tokens(email)]
    assert len(links) == 5
    opened = at_once(
        [lambda token=token: people.app.accounts.confirm_email(ConfirmEmail(token=token, password=PASSWORD)) for token in links]
    )
    assert opened.count(None) == 1
    assert set(opened) - {None} <= {LinkNoLongerValid, AddressInUse}
    assert rows(people, "SELECT count(*) FROM accounts") == [(1,)]
    assert rows(people, "SELECT count(*) FROM registrations") == [(0,)]


def test_a_link_opened_by_twenty_at_once_lets_one_in(people: PeopleUnderTest) -> None:
    people.registered()
    people.app.accounts.request_link(RequestLink(wanted=WantedLink.LOGIN_LINK, email=ADA))
    command = SignInByLink(token=people.token(ADA), device=FIREFOX)
    outcomes = at_once([lambda: people.app.accounts.sign_in_by_link(command)] * 20)
    assert outcomes.count(LinkNoLongerValid) == 19


def test_two_who_choose_a_password_by_one_link_end_with_one(people: PeopleUnderTest) -> None:
    people.registered()
    people.app.accounts.request_link(RequestLink(wanted=WantedLink.PASSWORD_RESET, email=ADA))
    token = people.token(ADA)
    chosen = [f"gelbe gurke {number:02}" for number in range(10)]
    resets = [ResetPassword(token=token, new_password=password) for password in chosen]
    outcomes = at_once([lambda reset=reset: people.app.accounts.reset_password(reset) for reset in resets])
    assert outcomes.count(None) == 1
    assert people.sign_in(password=chosen[outcomes.index(None)])


def test_fifty_guesses_at_once_are_five(people: PeopleUnderTest) -> None:
    people.registered()
    outcomes = at_once([lambda number=number: people.sign_in(password=f"wrong guess {number}") for number in range(50)])
    assert outcomes.count(InvalidCredentials) == 5
    assert outcomes.count(TooManyAttempts) == 45
    assert rows(people, "SELECT count(*) FROM outbox WHERE name = 'identity.sign_in_failed'") == [(5,)]


def test_whoever_signs_in_while_staff_lock_is_out_afterwards(people: PeopleUnderTest, staff: Actor) -> None:
    account_id = people.registered()
    lock = LockAccount(actor=staff, account_id=account_id)
    sign_ins: list[Callable[[], object]] = [people.sign_in for _ in range(4)]
    at_once([*sign_ins[:2], lambda: people.app.accounts.lock_account(lock), *sign_ins[2:]])
    assert rows(people, "SELECT count(*) FROM sessions WHERE ended_at IS NULL") == [(0,)]


def test_nothing_that_is_stored_opens_anything(people: PeopleUnderTest) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    people.registered("eve@example.com")
    people.app.accounts.request_link(RequestLink(wanted=WantedLink.PASSWORD_RESET, email="eve@example.com"))
    secrets = [*people.tokens(ADA), *people.tokens("eve@example.com"), PASSWORD]
    tables = [name for (name,) in rows(people, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    for table in tables:
        stored = str(rows(people, f"SELECT to_jsonb(t) FROM {table} t"))
        assert not [secret for secret in secrets if secret in stored], table
