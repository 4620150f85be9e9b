"""What a process knows of revocations: fresh about once a second, closed when it knows nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Event
from uuid import UUID

import pytest

from adapters.clock import AdjustableClock
from adapters.persistence.errors import DatabaseUnavailable
from adapters.security.tokens.revoked import RevocationsUnknown, RevokedNow
from domain.sessions.revocation import KEPT, Revocation, RevocationKind

ADA = UUID("01981e2c-7d4e-7b59-a5f1-000000000001")


class Feed:
    def __init__(self) -> None:
        self.found: list[Revocation] = []
        self.asked: list[bool] = []
        self.down = False

    def recent(self, *, whole: bool) -> list[Revocation]:
        self.asked.append(whole)
        if self.down:
            raise DatabaseUnavailable
        return list(self.found)


class Seconds:
    """A monotonic clock in the test's hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def revoked(feed: Feed, seconds: Seconds, clock: AdjustableClock) -> RevokedNow:
    return RevokedNow(feed, clock, 1.0, seconds)


def test_the_feed_is_asked_once_a_second_whatever_the_number_of_requests(revoked: RevokedNow, feed: Feed, seconds: Seconds) -> None:
    for tenth in range(30):
        seconds.now = 1000 + tenth / 10
        revoked.renew()
    assert feed.asked == [True, False, False]


def test_what_was_revoked_is_known_with_the_next_question(
    revoked: RevokedNow, feed: Feed, seconds: Seconds, clock: AdjustableClock
) -> None:
    revoked.renew()
    feed.found = [Revocation(RevocationKind.SESSION, ADA, clock.now())]
    revoked.renew()
    assert revoked.at(RevocationKind.SESSION, ADA) is None
    seconds.now += 1
    revoked.renew()
    assert revoked.at(RevocationKind.SESSION, ADA) == clock.now()
    assert revoked.at(RevocationKind.ACCOUNT, ADA) is None


def test_a_moment_without_the_database_refuses_nobody(revoked: RevokedNow, feed: Feed, seconds: Seconds) -> None:
    revoked.renew()
    feed.down = True
    seconds.now += 29
    revoked.renew()


def test_half_a_minute_without_the_database_refuses_everybody_until_it_is_back(revoked: RevokedNow, feed: Feed, seconds: Seconds) -> None:
    revoked.renew()
    feed.down = True
    for _ in range(31):
        seconds.now += 1
        if seconds.now <= 1030:
            revoked.renew()
    with pytest.raises(RevocationsUnknown):
        revoked.renew()
    feed.down = False
    seconds.now += 1
    revoked.renew()


def test_a_process_that_never_knew_lets_nobody_in(revoked: RevokedNow, feed: Feed) -> None:
    feed.down = True
    for _ in range(2):
        with pytest.raises(RevocationsUnknown):
            revoked.renew()
    assert len(feed.asked) == 1, "refusals cost no further question within the second"


def test_the_first_requests_of_a_process_wait_for_the_first_answer(revoked: RevokedNow, feed: Feed) -> None:
    asked, answer = Event(), Event()
    quick = feed.recent

    def slow(*, whole: bool) -> list[Revocation]:
        asked.set()
        assert answer.wait(60)
        return quick(whole=whole)

    feed.recent = slow  # type: ignore[method-assign]  # the database takes its time
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(revoked.renew)
        assert asked.wait(60)
        others = [pool.submit(revoked.renew) for _ in range(7)]
        answered, _ = wait(others, timeout=0.2)
        assert answered == set(), "nobody is answered, least of all refused, while the first answer is on its way"
        answer.set()
        assert [request.result(60) for request in (first, *others)] == [None] * 8
    assert len(feed.asked) == 1


def test_after_a_gap_everything_is_read_again(revoked: RevokedNow, feed: Feed, seconds: Seconds) -> None:
    revoked.renew()
    seconds.now += 61
    revoked.renew()
    assert feed.asked == [True, True]


def test_each_revocation_is_told_once(revoked: RevokedNow, feed: Feed, seconds: Seconds, clock: AdjustableClock) -> None:
    told: list[Revocation] = []
    revoked.listen(told.append)
    feed.found = [Revocation(RevocationKind.KEY, ADA, clock.now())]
    for _ in range(3):
        revoked.renew()
        seconds.now += 1
    feed.found.append(Revocation(RevocationKind.KEY, ADA, clock.now() + timedelta(seconds=1)))
    revoked.renew()
    assert [revocation.at - clock.now() for revocation in told] == [timedelta(), timedelta(seconds=1)]


def test_what_expired_by_itself_is_forgotten(revoked: RevokedNow, feed: Feed, seconds: Seconds, clock: AdjustableClock) -> None:
    feed.found = [Revocation(RevocationKind.SESSION, ADA, clock.now())]
    revoked.renew()
    feed.found = []
    clock.advance(KEPT)
    seconds.now += 61
    revoked.renew()
    assert revoked.at(RevocationKind.SESSION, ADA) is None
