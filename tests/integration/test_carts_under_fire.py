"""Carts on real PostgreSQL: no parallel change is lost, and a change costs few statements."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from adapters.clock import SystemClock
from adapters.http_flask.app import create_app
from adapters.ids import Uuid7Ids
from adapters.persistence.engine import write_engine
from adapters.persistence.unit_of_work import SqlBackend, unit_of_work_factory
from adapters.settings import Settings
from bootstrap import Backend, build
from tests.support.goods import Goods
from tests.support.query_recorder import QueryRecorder, recorded_queries


@pytest.fixture
def shop(real_settings: Settings) -> Iterator[SimpleNamespace]:
    settings = real_settings.model_copy(update={"db_pool_size": 8, "db_pool_overflow": 8, "db_pool_timeout_seconds": 30.0})
    application = build(settings, Backend.REAL)
    engine = write_engine(settings.database_url)
    sql = SqlBackend(engine, SystemClock(), Uuid7Ids())
    goods = Goods(SimpleNamespace(unit_of_work=unit_of_work_factory(sql), clock=sql.clock, ids=sql.ids, memory=None, sql=sql))
    channel = goods.channel()
    variants = [goods.variant(f"SKU-{number}", channel=channel, price=1000 + number) for number in range(3)]
    location = goods.location()
    for variant in variants:
        goods.stock(variant, location, 1_000)
    yield SimpleNamespace(flask=create_app(application, settings), variants=variants)
    application.close()
    engine.dispose()


def begin(client: FlaskClient, *variants: UUID) -> str:
    answer = client.post("/api/v1/carts", json={"lines": [{"variant_id": str(variant)} for variant in variants]})
    assert answer.status_code == 201, answer.text
    token: str = answer.json["token"]
    return token


def add(client: FlaskClient, token: str, variant: UUID, **headers: str) -> Any:
    return client.post(f"/api/v1/carts/{token}/lines", json={"variant_id": str(variant), "quantity": 1}, headers=headers)


def of_the_request(queries: QueryRecorder) -> QueryRecorder:
    """Without the channels, which a process reads once a second whatever the number of requests."""
    return QueryRecorder([statement for statement in queries.statements if "FROM channels" not in statement])


def test_fifty_parallel_adds_all_count(shop: SimpleNamespace) -> None:
    token = begin(shop.flask.test_client())
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda number: add(shop.flask.test_client(), token, shop.variants[number % 3]), range(50)))
    assert [answer.status_code for answer in answers] == [200] * 50
    cart = shop.flask.test_client().get(f"/api/v1/carts/{token}").json
    assert (cart["item_count"], len(cart["lines"]), cart["version"]) == (50, 3, 51)
    assert sorted(answer.json["version"] for answer in answers) == list(range(2, 52))


def test_one_key_fifty_times_at_once_adds_once(shop: SimpleNamespace) -> None:
    token = begin(shop.flask.test_client())

    def repeat(_: int) -> int:
        headers = {"Idempotency-Key": "the-same"}
        status: int = add(shop.flask.test_client(), token, shop.variants[0], **headers).status_code
        return status

    with ThreadPoolExecutor(10) as pool:
        statuses = set(pool.map(repeat, range(50)))
    assert statuses <= {200, 409}
    assert shop.flask.test_client().get(f"/api/v1/carts/{token}").json["item_count"] == 1


def test_adding_to_a_cart_costs_three_statements(shop: SimpleNamespace) -> None:
    client = shop.flask.test_client()
    token = begin(client, *shop.variants)
    add(client, token, shop.variants[0])
    with recorded_queries() as queries:
        assert add(client, token, shop.variants[1]).status_code == 200
    of_the_request(queries).expect(3)


def test_beginning_a_cart_with_lines_costs_two_statements(shop: SimpleNamespace) -> None:
    client = shop.flask.test_client()
    begin(client, *shop.variants)
    with recorded_queries() as queries:
        begin(client, *shop.variants)
    of_the_request(queries).expect(2)


def test_showing_a_cart_costs_two_statements(shop: SimpleNamespace) -> None:
    client = shop.flask.test_client()
    token = begin(client, *shop.variants)
    client.get(f"/api/v1/carts/{token}")
    with recorded_queries() as queries:
        client.get(f"/api/v1/carts/{token}")
    of_the_request(queries).expect(2)
