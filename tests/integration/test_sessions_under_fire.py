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
from sqlalchemy import func, select

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.persistence.engine import write_engine
from adapters.persistence.outbox.tables import outbox
from adapters.persistence.sessions.tables import revocations, sessions, signing_keys
from adapters.settings import Settings
from application.facade import Application
from application.sessions.opening import IssuedTokens
from application.sessions.refresh_session import RefreshSession
from bootstrap import Backend, Overrides, build
from domain.sessions.errors import InvalidRefreshToken
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId
from tests.support.query_recorder import recorded_queries
from tests.support.signed_in import sign_in

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
    account = AccountId(shop.app.ids.new())
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
