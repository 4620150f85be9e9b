"""Two web processes share one Redis: what one learned the other need not ask, what changed both notice."""

from __future__ import annotations

import pytest
from redis import Redis

from adapters.cache.process_cache import ProcessCache
from adapters.cache.ready_answers import LayeredAnswers
from adapters.cache.redis_cache import RedisCache
from adapters.cache.stamps import RedisStamps
from application.shared.ready_answers import ReadyAnswer

ANSWER = ReadyAnswer(200, b'{"a":"\xc3\xa9\n"}', (("ETag", '"x"'), ("Vary", "Accept-Language")), ("lists", "channels"), "browse_products")


def a_process(redis: Redis) -> LayeredAnswers:
    return LayeredAnswers(RedisStamps(redis, 0.0), ProcessCache(1_000_000), RedisCache(redis, 30))


@pytest.fixture
def redis(redis_url: str) -> Redis:
    return Redis.from_url(redis_url)


def never() -> ReadyAnswer:
    raise AssertionError("the other process knows it")


def test_an_answer_of_one_process_serves_the_other(redis: Redis) -> None:
    a_process(redis).fill("k", lambda: ANSWER)
    assert a_process(redis).fill("k", never) == ANSWER


def test_a_change_in_one_process_is_noticed_by_the_other(redis: Redis) -> None:
    first, second = a_process(redis), a_process(redis)
    first.fill("k", lambda: ANSWER)
    second.fill("k", never)
    first.announce(["lists"])
    assert second.find("k") is None
    assert second.fill("k", lambda: None) is None


def test_a_redis_that_lost_everything_makes_nothing_look_fresh(redis: Redis) -> None:
    process = a_process(redis)
    process.announce(["lists"])
    process.fill("k", lambda: ANSWER)
    redis.flushdb()
    assert process.find("k") is None
