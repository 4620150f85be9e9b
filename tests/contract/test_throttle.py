"""The contract of counting attempts: growing waits, atomic under a race, one subject apart from another."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from redis import Redis
from redis.exceptions import RedisError

from adapters.embedded import EmbeddedRedis
from adapters.embedded.redis import redis_program
from adapters.memory.identity.throttle import MemoryThrottle
from adapters.security.throttle import RedisThrottle
from application.identity.ports import Throttle
from domain.identity.errors import TooManyAttempts
from domain.identity.throttling import MEMORY, Attempts, Patience
from tests.support.servers import ROOT
from tests.support.workers import until

NOW = datetime(2026, 3, 5, 9, 12, tzinfo=UTC)
PATIENCE = Patience(free=3, first=timedelta(seconds=2), longest=timedelta(seconds=10))
ADA = Attempts("password", "ada@example.com", PATIENCE)
EVE = Attempts("password", "eve@example.com", PATIENCE)
NETWORK = Attempts("network", "192.0.2.0/24", Patience(free=5, first=timedelta(seconds=1), longest=timedelta(seconds=60)))


@pytest.fixture(params=["memory", "redis"])
def throttle(request: pytest.FixtureRequest) -> Iterator[Throttle]:
    if request.param == "memory":
        yield MemoryThrottle()
        return
    counting = RedisThrottle(request.getfixturevalue("redis_url"), "k" * 32, MemoryThrottle())
    yield counting
    counting.close()


def admitted(throttle: Throttle, times: int, now: datetime = NOW, *attempts: Attempts) -> None:
    for _ in range(times):
        throttle.admit(now, *(attempts or (ADA,)))


def wait(throttle: Throttle, now: datetime = NOW, *attempts: Attempts) -> int:
    """Seconds to wait; 0 when the attempt was admitted."""
    try:
        throttle.admit(now, *(attempts or (ADA,)))
    except TooManyAttempts as refusal:
        return refusal.retry_after
    return 0


def test_the_first_attempts_are_free_and_the_next_waits(throttle: Throttle) -> None:
    admitted(throttle, 3)
    assert wait(throttle) == 2


def test_waits_grow_up_to_the_longest(throttle: Throttle) -> None:
    admitted(throttle, 3)
    now, waits = NOW, []
    for _ in range(5):
        waits.append(wait(throttle, now))
        now += timedelta(seconds=waits[-1])
        admitted(throttle, 1, now)
    assert waits == [2, 4, 8, 10, 10]


def test_knocking_while_waiting_makes_it_no_longer(throttle: Throttle) -> None:
    admitted(throttle, 3)
    assert [wait(throttle, NOW + timedelta(seconds=second)) for second in (0, 1)] == [2, 1]
    assert wait(throttle, NOW + timedelta(seconds=2)) == 0


def test_subjects_and_kinds_are_counted_apart(throttle: Throttle) -> None:
    admitted(throttle, 3)
    assert wait(throttle, NOW, EVE) == 0
    assert wait(throttle, NOW, Attempts("mails", ADA.subject, PATIENCE)) == 0


def test_one_that_waits_counts_for_none_of_the_others(throttle: Throttle) -> None:
    admitted(throttle, 3, NOW, ADA)
    for _ in range(10):
        assert wait(throttle, NOW, ADA, NETWORK) == 2
    assert [wait(throttle, NOW, EVE, NETWORK) for _ in range(3)] == [0, 0, 0]


def test_the_longest_wait_of_several_is_told(throttle: Throttle) -> None:
    admitted(throttle, 5, NOW, NETWORK)
    admitted(throttle, 3, NOW, ADA)
    assert wait(throttle, NOW, ADA, NETWORK) == 2


def test_after_the_right_password_everything_begins_anew(throttle: Throttle) -> None:
    admitted(throttle, 3)
    throttle.forget(ADA)
    admitted(throttle, 3)
    assert wait(throttle) == 2


def test_a_right_attempt_is_taken_back_and_wrong_ones_stay(throttle: Throttle) -> None:
    admitted(throttle, 5, NOW, NETWORK)
    throttle.take_back(NETWORK)
    assert wait(throttle, NOW, NETWORK) == 0
    assert wait(throttle, NOW, NETWORK) == 1


def test_taking_back_what_was_never_counted_changes_nothing(throttle: Throttle) -> None:
    throttle.take_back(ADA)
    throttle.forget(ADA)
    admitted(throttle, 3)
    assert wait(throttle) == 2


def test_fifty_guesses_at_once_are_three(throttle: Throttle) -> None:
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: wait(throttle), range(50)))
    assert waits.count(0) == 3


def test_counts_survive_a_restart_of_the_shop_and_hold_no_address(redis_url: str) -> None:
    for _ in range(3):
        restarted = RedisThrottle(redis_url, "k" * 32, MemoryThrottle())
        admitted(restarted, 1)
        restarted.close()
    after = RedisThrottle(redis_url, "k" * 32, MemoryThrottle())
    assert wait(after, NOW) == 2
    after.close()
    with Redis.from_url(redis_url, decode_responses=True) as redis:
        (key,) = redis.keys("stoa:attempts:*")
        assert "ada" not in key
        assert 0 < redis.pttl(key) <= MEMORY.total_seconds() * 1000


@pytest.mark.slow
def test_counts_survive_a_restart_of_the_embedded_redis() -> None:
    with TemporaryDirectory(prefix="stoa-throttle-") as folder:
        server = EmbeddedRedis(Path(folder))
        counted_over_a_restart(server.start, server.stop, lambda: server.url)


@pytest.mark.slow
def test_counts_survive_a_restart_of_redis_as_docker_compose_starts_it() -> None:
    command = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["redis"]["command"]
    running: list[subprocess.Popen[bytes]] = []
    with TemporaryDirectory(prefix="stoa-throttle-") as folder:
        url = f"unix://{folder}/redis.sock"

        def start() -> None:
            where = ["--dir", folder, "--port", "0", "--unixsocket", f"{folder}/redis.sock"]
            running.append(subprocess.Popen([redis_program(), *command[1:], *where], stdout=subprocess.DEVNULL))
            until(lambda: answers(url), 20)

        def stop() -> None:
            process = running.pop()
            process.send_signal(signal.SIGTERM)
            process.wait(20)

        counted_over_a_restart(start, stop, lambda: url)


def counted_over_a_restart(start: Callable[[], None], stop: Callable[[], None], url: Callable[[], str]) -> None:
    start()
    try:
        before = RedisThrottle(url(), "k" * 32, MemoryThrottle())
        admitted(before, 3)
        before.close()
        stop()
        start()
        after = RedisThrottle(url(), "k" * 32, MemoryThrottle())
        assert wait(after) == 2
        after.close()
    finally:
        stop()


def answers(url: str) -> bool:
    with Redis.from_url(url) as redis, suppress(RedisError):
        return bool(redis.ping())
    return False


def test_without_redis_each_process_counts_for_itself() -> None:
    lost = RedisThrottle("redis://127.0.0.1:1/0", "k" * 32, MemoryThrottle())
    admitted(lost, 3)
    assert wait(lost) == 2
    lost.forget(ADA)
    assert wait(lost) == 0
    lost.close()


def test_counts_are_forgotten_after_a_day_without_attempts() -> None:
    throttle = MemoryThrottle()
    admitted(throttle, 3)
    admitted(throttle, 3, NOW + MEMORY)
    assert wait(throttle, NOW + MEMORY) == 2


@pytest.mark.parametrize("attempts", [1, 2, 3, 4, 100, 10**9])
def test_no_number_of_attempts_waits_longer_than_the_longest(attempts: int) -> None:
    assert timedelta(0) <= PATIENCE.wait_after(attempts) <= PATIENCE.longest
