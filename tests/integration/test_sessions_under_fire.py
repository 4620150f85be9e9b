"""Sessions on real PostgreSQL: fifty refreshes of one token at once, revocations across processes, and what all that costs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.persistence.audit.tables import audit_entries
from adapters.persistence.engine import write_engine
from adapters.persistence.identity.tables import accounts
from adapters.persistence.notifications.tables import messages
from adapters.persistence.outbox.tables import outbox
from adapters.persistence.sessions.tables import revocations, sessions, signing_keys
from adapters.settings import Settings
from application.facade import Application
from application.outbox.ports import Delivery
from application.privacy.erasures import ErasePerson
from application.sessions.opening import IssuedTokens
from application.sessions.refresh_session import RefreshSession
from application.shared.actor import SYSTEM
from bootstrap import Backend, Overrides, build
from domain.notifications.message import Template
from domain.sessions.audience import Audience
from domain.sessions.device import Proof
from domain.sessions.errors import InvalidRefreshToken
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId
from tests.support.query_recorder import recorded_queries
from tests.support.signed_in import DEVICE, account_of, sign_in

MINE = "/api/v1/me/sessions"
AT_ONCE = 50


@pytest.fixture
def shop(real_settings: Settings, clock: AdjustableClock) -> Iterator[SimpleNamespace]:
    """`app` and `other` are two processes on one database."""
    settings = real_settings.model_copy(update={"db_pool_size": 8, "db_pool_overflow": 8, "db_pool_timeout_seconds": 30.0})
    at_once = settings.model_copy(update={"revocation_poll_seconds": 0.0})
    apps = [build(at_once, Backend.REAL, Overrides(clock=clock)) for _ in range(2)]
    lazy = build(settings, Backend.REAL, Overrides(clock=clock))
    engine = write_engine(settings.database_url)
    yield SimpleNamespace(app=apps[0], other=apps[1], lazy=lazy, engine=engine, settings=settings)
    for app in (*apps, lazy):
        app.close()
    engine.dispose()


def race(app: Application, token: str) -> list[IssuedTokens | None]:
    """As many refreshes as `AT_ONCE`, all begun together; None where it was refused."""
    start = Barrier(AT_ONCE)

    def refresh(_: int) -> IssuedTokens | None:
        start.wait()
        try:
            return app.sessions.refresh(RefreshSession(token))
        except InvalidRefreshToken:
            return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(refresh, range(AT_ONCE)))


def count(shop: SimpleNamespace, *criteria: Any, table: Any = sessions) -> int:
    with shop.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table).where(*criteria)).scalar_one())


def works(app: Application, settings: Settings, token: str) -> bool:
    client: FlaskClient = create_app(app, settings).test_client()
    return client.get(MINE, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_fifty_refreshes_of_one_token_at_once_make_one_successor(shop: SimpleNamespace) -> None:
    issued = sign_in(shop.app)
    answers = race(shop.app, issued.refresh_token)
    assert all(answer is not None for answer in answers)
    assert len({answer.refresh_token for answer in answers if answer is not None}) == 1
    assert count(shop, sessions.c.ended_at.is_(None)) == 1
    with shop.engine.connect() as connection:
        row = connection.execute(select(sessions)).one()
    assert row.previous_digest is not None
    assert count(shop, outbox.c.name == "sessions.refresh_token_replayed", table=outbox) == 0
    successor = next(answer for answer in answers if answer is not None)
    assert shop.app.sessions.refresh(RefreshSession(successor.refresh_token)).session_id == issued.session_id


def test_fifty_replays_at_once_end_the_session_once(shop: SimpleNamespace, clock: AdjustableClock) -> None:
    issued = sign_in(shop.app)
    shop.app.sessions.refresh(RefreshSession(issued.refresh_token))
    clock.advance(timedelta(seconds=31))
    assert race(shop.app, issued.refresh_token) == [None] * AT_ONCE
    assert count(shop, sessions.c.end_reason == EndReason.REPLAYED) == 1
    assert count(shop, outbox.c.name == "sessions.refresh_token_replayed", table=outbox) == 1
    assert count(shop, table=revocations) == 1


def test_ending_a_session_while_it_is_refreshed_leaves_nothing_that_works(shop: SimpleNamespace) -> None:
    account = account_of(shop.app, "ada@example.com")
    handler: Any = shop.app.sessions.end_session
    for _ in range(5):
        issued = sign_in(shop.app, account)

        def refresh(token: str = issued.refresh_token) -> IssuedTokens | None:
            with suppress(InvalidRefreshToken):
                return shop.app.sessions.refresh(RefreshSession(token))
            return None

        def end_all() -> None:
            with handler._handler.unit_of_work() as uow:
                handler._handler.issuing.end_all(uow, account, shop.app.clock.now(), EndReason.PASSWORD_CHANGED)
                uow.commit()

        with ThreadPoolExecutor(2) as pool:
            refreshed, _ended = pool.submit(refresh), pool.submit(end_all)
            late = refreshed.result()
            _ended.result()
        assert late is None or not works(shop.other, shop.settings, late.access_token)
    assert count(shop, sessions.c.ended_at.is_(None)) == 0


def test_first_sign_ins_of_two_processes_agree_on_one_key(shop: SimpleNamespace) -> None:
    with ThreadPoolExecutor(8) as pool:
        issued = list(pool.map(sign_in, [shop.app, shop.other] * 4))
    assert count(shop, table=signing_keys) == 1
    assert all(works(app, shop.settings, each.access_token) for app in (shop.app, shop.other) for each in issued[:2])


def test_what_one_process_ends_is_out_in_the_other(shop: SimpleNamespace) -> None:
    issued = sign_in(shop.app)
    assert works(shop.other, shop.settings, issued.access_token)
    account = shop.app.authenticate._tokens.read(issued.access_token).account_id
    end: Any = shop.app.sessions.end_sessions_of
    with end._handler.unit_of_work() as uow:
        end._handler.issuing.end_all(uow, account, shop.app.clock.now(), EndReason.LOCKED)
        uow.commit()
    assert not works(shop.other, shop.settings, issued.access_token)


def test_a_request_with_a_known_token_asks_the_database_nothing(shop: SimpleNamespace) -> None:
    issued = sign_in(shop.lazy)
    audiences = frozenset({next(iter(type(shop.lazy.authenticate._tokens.read(issued.access_token).audience)))})
    shop.lazy.authenticate(issued.access_token, audiences)
    with recorded_queries() as queries:
        for _ in range(50):
            shop.lazy.authenticate(issued.access_token, audiences)
    assert len(queries.statements) <= 1, "at most the one question a second"


def test_a_revocation_that_commits_late_is_not_missed(shop: SimpleNamespace, clock: AdjustableClock) -> None:
    """Its instant is long past when others can see it, and newer ones were seen before."""
    slow, quick = sign_in(shop.app), sign_in(shop.app)
    end: Any = shop.app.sessions.end_session
    assert works(shop.other, shop.settings, slow.access_token)
    with end._handler.unit_of_work() as uow:
        end._handler.issuing.end(uow, slow.session_id, clock.now(), EndReason.LOCKED)
        clock.advance(timedelta(seconds=20))
        with end._handler.unit_of_work() as overtaking:
            end._handler.issuing.end(overtaking, quick.session_id, clock.now(), EndReason.LOCKED)
            overtaking.commit()
        assert not works(shop.other, shop.settings, quick.access_token)
        assert works(shop.other, shop.settings, slow.access_token)
        uow.commit()
    assert not works(shop.other, shop.settings, slow.access_token)


def test_a_replay_is_in_the_audit_log_with_place_and_request_and_the_owner_is_written_to(
    shop: SimpleNamespace, clock: AdjustableClock
) -> None:
    ada = account_of(shop.app, "ada@example.com")
    issued = sign_in(shop.app, ada)
    visitor = create_app(shop.app, shop.settings).test_client()
    body = {"refresh_token": issued.refresh_token}
    assert visitor.post("/api/v1/auth/refresh", json=body).status_code == 200
    clock.advance(timedelta(minutes=1))
    headers = {"X-Request-ID": "request-of-the-thief"}
    answer = visitor.post("/api/v1/auth/refresh", json=body, headers=headers, environ_base={"REMOTE_ADDR": "203.0.113.77"})
    assert answer.status_code == 401
    with shop.engine.connect() as connection:
        [entry] = connection.execute(select(audit_entries).where(audit_entries.c.action == "sessions.refresh_token_replayed"))
    assert (entry.object_kind, entry.object_id) == ("session", str(issued.session_id))
    assert entry.after["account_id"] == str(ada)
    assert (entry.network, entry.request_id) == ("203.0.113.0/24", "request-of-the-thief")
    handed_over: list[Delivery] = []
    shop.app.deliveries.relay(handed_over.extend)
    for delivery in handed_over:
        shop.app.deliveries.run(delivery)
    with shop.engine.connect() as connection:
        [mail] = connection.execute(select(messages).where(messages.c.template == Template.SESSION_STOLEN))
    assert mail.recipient == "ada@example.com"


def test_whoever_signs_in_while_being_forgotten_is_not_left_behind(shop: SimpleNamespace, clock: AdjustableClock) -> None:
    ada, now = account_of(shop.app, "ada@example.com"), clock.now()
    handler: Any = shop.app.sessions.refresh._handler
    with ThreadPoolExecutor(1) as pool, handler.unit_of_work() as uow:
        uow.accounts.locked(ada)
        issued = handler.issuing.open(uow, ada, Audience.SHOP, DEVICE, Proof(now, strong=False), now)
        erasing = pool.submit(shop.app.privacy.erase_person, ErasePerson(actor=SYSTEM, account_id=ada))
        with pytest.raises(TimeoutError):
            erasing.result(timeout=0.5)
        uow.commit()
        erasing.result(timeout=30)
    assert count(shop) == 0
    assert not works(shop.other, shop.settings, issued.access_token)


def test_a_session_belongs_to_an_account_and_goes_with_it(shop: SimpleNamespace) -> None:
    account = account_of(shop.app, "ada@example.com")
    sign_in(shop.app, account)
    with pytest.raises(IntegrityError, match="fk_sessions_account_id"):
        sign_in(shop.app, AccountId(shop.app.ids.new()))
    with shop.engine.begin() as connection:
        connection.execute(delete(accounts).where(accounts.c.id == account))
    assert count(shop) == 0
