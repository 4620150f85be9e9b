"""The contract of idempotency keys."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from application.shared.idempotency import Answer, IdempotencyKey, IdempotencyKeyInUse, IdempotencyKeyReused
from domain.catalog.channel import Channel
from domain.shared.currency import Currency
from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId
from tests.contract.conftest import BackendUnderTest

KEY = IdempotencyKey("anonymous POST /carts", "k1", "f1")
ANSWER = Answer(201, (("Content-Type", "application/json"),), b'{"id":1}')


def test_a_repeat_gets_the_stored_answer_and_has_no_effect(backend: BackendUnderTest) -> None:
    calls = []
    for _ in range(2):
        answer = backend.idempotency.run(KEY, lambda: calls.append(1) or ANSWER)
    assert (len(calls), answer.body, answer.status, answer.replayed) == (1, ANSWER.body, 201, True)


def test_the_same_key_for_another_request_is_refused(backend: BackendUnderTest) -> None:
    backend.idempotency.run(KEY, lambda: ANSWER)
    with pytest.raises(IdempotencyKeyReused):
        backend.idempotency.run(IdempotencyKey(KEY.scope, KEY.key, "f2"), lambda: ANSWER)


@pytest.mark.parametrize("mode", ["run", "run_phased"])
def test_a_failed_action_leaves_the_key_free(backend: BackendUnderTest, mode: str) -> None:
    run = getattr(backend.idempotency, mode)

    def fails() -> Answer:
        raise InvalidValue("quantity", "must be at least 1")

    with pytest.raises(InvalidValue):
        run(KEY, fails)
    assert run(KEY, lambda: ANSWER) == ANSWER


@pytest.mark.parametrize("mode", ["run", "run_phased"])
def test_a_twin_in_flight_is_told_so(backend: BackendUnderTest, mode: str) -> None:
    run, started, finish = getattr(backend.idempotency, mode), Event(), Event()

    def slow() -> Answer:
        started.set()
        finish.wait(60)
        return ANSWER

    runner = Thread(target=run, args=(KEY, slow))
    runner.start()
    started.wait(60)
    try:
        with pytest.raises(IdempotencyKeyInUse):
            run(KEY, lambda: ANSWER)
    finally:
        finish.set()
        runner.join()


def test_effect_and_answer_share_one_transaction(backend: BackendUnderTest) -> None:
    def creates_then_fails() -> Answer:
        with backend.unit_of_work() as uow:
            uow.channels.add(Channel(ChannelId(backend.ids.new()), "a", "A", Currency("EUR"), backend.clock.now()))
            uow.commit()
        raise InvalidValue("later", "failed after the inner commit")

    with pytest.raises(InvalidValue):
        backend.idempotency.run(KEY, creates_then_fails)
    with backend.unit_of_work() as uow:
        assert uow.channels.all() == []
