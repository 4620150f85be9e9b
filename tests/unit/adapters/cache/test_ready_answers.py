"""Ready answers live until what they show changes, are produced once for many, and do without Redis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from adapters.cache.process_cache import Entry, ProcessCache
from adapters.cache.ready_answers import BLIND_SECONDS, MAX_AGE_SECONDS, LayeredAnswers
from adapters.cache.redis_cache import RedisCache
from adapters.cache.stamps import EVERYTHING, ProcessStamps, RedisStamps
from application.shared.ready_answers import ReadyAnswer


class Watch:
    """Seconds that pass on request."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class BlindStamps:
    """Redis is down."""

    def current(self) -> Mapping[str, str] | None:
        return None

    def announce(self, topics: Iterable[str]) -> None: ...


def answer(body: bytes = b"{}", *topics: str) -> ReadyAnswer:
    return ReadyAnswer(200, body, (("ETag", '"x"'),), topics or ("lists",), "browse")


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def answers(watch: Watch) -> LayeredAnswers:
    return LayeredAnswers(ProcessStamps(), ProcessCache(1_000_000), None, watch)


def test_an_answer_is_produced_once(answers: LayeredAnswers) -> None:
    assert answers.find("k") is None
    made = answers.fill("k", lambda: answer(b"1"))
    assert answers.find("k") is made


@pytest.mark.parametrize("topic", ["lists", EVERYTHING])
def test_a_change_of_its_topic_ends_its_life(answers: LayeredAnswers, topic: str) -> None:
    answers.fill("k", lambda: answer(b"1"))
    answers.announce([topic])
    assert answers.find("k") is None


def test_a_change_of_another_topic_does_not(answers: LayeredAnswers) -> None:
    answers.fill("k", answer)
    answers.announce(["product:7"])
    assert answers.find("k") is not None


def test_a_change_while_it_is_produced_counts(answers: LayeredAnswers) -> None:
    def produce() -> ReadyAnswer:
        answers.announce(["lists"])
        return answer()

    answers.fill("k", produce)
    assert answers.find("k") is None


def test_nothing_lives_longer_than_the_limit(answers: LayeredAnswers, watch: Watch) -> None:
    answers.fill("k", answer)
    watch.seconds += MAX_AGE_SECONDS + 1
    assert answers.find("k") is None


def test_without_stamps_answers_live_for_a_moment(watch: Watch) -> None:
    answers = LayeredAnswers(BlindStamps(), ProcessCache(1_000_000), None, watch)
    answers.fill("k", answer)
    assert answers.find("k") is not None
    watch.seconds += BLIND_SECONDS
    assert answers.find("k") is None


def test_many_who_ask_at_once_cost_one_production(answers: LayeredAnswers) -> None:
    calls, started, finish, together = [], Event(), Event(), Barrier(5)

    def produce() -> ReadyAnswer:
        calls.append(1)
        started.set()
        finish.wait(60)
        return answer(b"once")

    def ask(found: list[Any]) -> None:
        together.wait(60)
        found.append(answers.fill("k", produce))

    found: list[Any] = []
    askers = [Thread(target=ask, args=(found,)) for _ in range(5)]
    for asker in askers:
        asker.start()
    started.wait(60)
    finish.set()
    for asker in askers:
        asker.join()
    assert len(calls) == 1
    assert {item.body for item in found} == {b"once"}


def test_a_failure_is_nobody_elses(answers: LayeredAnswers) -> None:
    def fails() -> ReadyAnswer:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        answers.fill("k", fails)
    assert answers.fill("k", answer) is not None


def test_the_least_recently_used_answers_make_room() -> None:
    cache = ProcessCache(3_500)
    for key in ("a", "b", "c"):
        cache.put(key, Entry(answer(), {}, 0))
    cache.get("a")
    cache.put("d", Entry(answer(), {}, 0))
    assert (cache.get("a") is not None, cache.get("b"), len(cache)) == (True, None, 3)


class DownRedis:
    """Every command fails, and is counted."""

    def __init__(self) -> None:
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        def fail(*_arguments: Any, **_options: Any) -> Any:
            self.asked += 1
            raise RedisConnectionError("down")

        return fail


def test_a_redis_that_is_down_costs_one_try_an_interval(watch: Watch) -> None:
    redis: Any = DownRedis()
    stamps = RedisStamps(redis, 1.0, watch)
    answers = LayeredAnswers(stamps, ProcessCache(1_000_000), RedisCache(redis, 30), watch)
    assert answers.fill("k", answer) is not None
    for _ in range(10):
        assert answers.find("k") is not None
    assert redis.asked == 1
    answers.announce(["lists"])


def test_stamps_are_asked_for_once_an_interval(watch: Watch) -> None:
    class Counting(DownRedis):
        def hgetall(self, _key: str) -> dict[bytes, bytes]:
            self.asked += 1
            return {b"lists": b"1"}

    redis: Any = Counting()
    stamps = RedisStamps(redis, 1.0, watch)
    first = stamps.current()
    assert stamps.current() is first
    watch.seconds += 1
    assert (stamps.current() is first, redis.asked) == (True, 2)
