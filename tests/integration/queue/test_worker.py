"""From event to mail through real PostgreSQL, Redis, RQ and a worker process; once, whatever dies on the way."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Iterator, Sequence
from threading import Event

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from adapters.queue import heartbeat
from adapters.queue.nudge import NUDGES
from adapters.settings import Settings
from application.outbox.ports import Delivery
from tests.support.mails import MailServer, mail_server
from tests.support.workers import Writer, mails, until, worker


@pytest.fixture
def writer(real_settings: Settings) -> Iterator[Writer]:
    writer = Writer(real_settings)
    yield writer
    writer.close()


def smtp(server: MailServer) -> dict[str, str]:
    return {"MAIL_TRANSPORT": "smtp", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port), "SMTP_TLS": "none"}


def started(writer: Writer, process: subprocess.Popen[bytes]) -> None:
    until(lambda: heartbeat.workers(writer.redis))
    assert process.poll() is None


def test_whoever_writes_nudges_the_relay(writer: Writer) -> None:
    """It waits for that list, and need not look for events: a mail is on its way as soon as what it is about is true."""
    assert writer.redis.llen(NUDGES) == 0
    writer.write()
    until(lambda: writer.redis.llen(NUDGES) == 1)


def test_an_event_becomes_a_mail(writer: Writer, real_settings: Settings) -> None:
    with worker(real_settings) as process:
        started(writer, process)
        writer.write()
        until(lambda: mails(real_settings.mail_directory))
        until(writer.all_done)
    assert len(mails(real_settings.mail_directory)) == 1


def test_a_job_that_runs_twice_sends_one_mail(writer: Writer, real_settings: Settings) -> None:
    writer.write()
    handed_over: list[Delivery] = []
    writer.deliveries.relay(handed_over.extend)
    with mail_server() as server, worker(real_settings, **smtp(server)):
        for delivery in handed_over:
            writer.queue.enqueue([delivery])
            writer.queue.enqueue([delivery, delivery])
        until(writer.all_done)
        until(lambda: writer.queue.quick.is_empty())
        assert len(server.received) == 1


def test_a_relay_killed_between_handing_over_and_its_note_sends_one_mail(writer: Writer, real_settings: Settings) -> None:
    writer.write()

    def hand_over_and_die(deliveries: Sequence[Delivery]) -> None:
        writer.queue.enqueue(deliveries)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writer.deliveries.relay(hand_over_and_die)
    assert writer.outbox.counts().waiting == 1
    assert writer.queue.quick.count == 1
    with mail_server() as server, worker(real_settings, **smtp(server)):
        until(writer.all_done)
        assert len(server.received) == 1


def test_a_flushed_redis_loses_no_mail(writer: Writer, real_settings: Settings) -> None:
    for number in range(30):
        writer.write(number)
    writer.deliveries.relay(writer.queue.enqueue)
    assert writer.queue.quick.count == 2  # twenty deliveries share a job
    writer.redis.flushdb()
    writer.time_passes()
    with worker(real_settings):
        until(writer.all_done)
    assert len(mails(real_settings.mail_directory)) == 30


class Stalling(MailServer):
    """Takes the content and does not answer while told to stall."""

    def __init__(self) -> None:
        super().__init__()
        self.stall, self.reached = True, Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        if self.stall:
            self.reached.set()
            await asyncio.sleep(3600)
        return await super().handle_DATA(server, session, envelope)


def test_a_worker_killed_in_the_middle_of_a_job_leaves_it_to_the_next(writer: Writer, real_settings: Settings) -> None:
    with mail_server(Stalling()) as server:
        assert isinstance(server, Stalling)
        with worker(real_settings, **smtp(server)) as process:
            writer.write()
            assert server.reached.wait(90)
            process.send_signal(signal.SIGKILL)
            process.wait()
        server.stall = False
        writer.time_passes()
        with worker(real_settings, **smtp(server)):
            until(lambda: server.received)
            until(writer.all_done, 200)
        assert len(server.received) == 1
        assert writer.query("SELECT attempts, state FROM messages") == [(2, "sent")]


def test_two_workers_share_the_work_and_send_each_mail_once(writer: Writer, real_settings: Settings) -> None:
    for number in range(100):
        writer.write(number)
    with mail_server() as server, worker(real_settings, WORKER_PROCESSES="2", **smtp(server)) as process:
        until(writer.all_done, 200)
        process.terminate()
        assert process.wait(90) == 0
        assert sorted(str(mail["To"]) for mail in server.received) == sorted(f"buyer-{number}@example.com" for number in range(100))


def test_sigterm_ends_a_worker_in_order(writer: Writer, real_settings: Settings) -> None:
    with worker(real_settings) as process:
        started(writer, process)
        process.terminate()
        assert process.wait(90) == 0
    assert heartbeat.workers(writer.redis) == {}


def test_a_mail_server_that_was_away_gets_the_mail_later(writer: Writer, real_settings: Settings) -> None:
    with mail_server() as server:
        server.answer = "451 not now"
        with worker(real_settings, **smtp(server)):
            writer.write()
            until(lambda: writer.outbox.counts().retrying == 1)
            server.answer = "250 OK"
            until(lambda: server.received)
            until(writer.all_done)
        assert len(server.received) == 1


def test_an_address_that_does_not_exist_is_given_up_and_shown(writer: Writer, real_settings: Settings) -> None:
    with mail_server() as server:
        server.answer = "550 no such mailbox"
        with worker(real_settings, **smtp(server)):
            writer.write()
            until(lambda: writer.outbox.counts().retrying == 1)
            for _ in range(60):
                writer.query("UPDATE delivery_failures SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL")
                if writer.outbox.counts().given_up:
                    break
                until(lambda: True)
                Event().wait(0.5)
        [failure] = writer.outbox.failures(10, given_up_only=True)
        assert "550 no such mailbox" in failure.last_error
