"""Outbox, idempotency and mails: what makes effects happen once."""

from __future__ import annotations

from adapters.persistence.engine import write_engine
from adapters.persistence.notifications.messages import SqlMessageClaims
from adapters.persistence.outbox.idempotency import SqlIdempotentExecution
from adapters.persistence.outbox.outbox import SqlOutbox
from adapters.persistence.outbox.turns import SqlIdempotencyAnswers, SqlTurns
from application.notifications.ports import MessageClaims
from application.notifications.queue_message import MessageQueue
from application.outbox.ports import IdempotencyAnswers, Outbox, Turns
from application.shared.idempotency import IdempotentExecution
from wiring.backends import MemoryParts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.idempotency import MemoryIdempotentExecution
    from adapters.memory.notifications.messages import MemoryMessageClaims
    from adapters.memory.outbox.outbox import MemoryOutbox
    from adapters.memory.outbox.turns import MemoryTurns

    container, database = parts.container, parts.database
    answers = MemoryIdempotentExecution(database, parts.clock)
    register(container, IdempotentExecution, answers)
    register(container, IdempotencyAnswers, answers)
    register(container, Outbox, MemoryOutbox(database))
    register(container, Turns, MemoryTurns())
    register(container, MessageClaims, MemoryMessageClaims(database))
    container.register(MessageQueue)


def real(parts: RealParts) -> None:
    container = parts.container
    # A pool of its own, which connects only in workers: what is known of deliveries can be found out again after a crash.
    deliveries = write_engine(parts.settings.database_url, pool_size=6, pool_timeout=30, synchronous_commit=False)
    parts.on_close(deliveries.dispose)
    register(container, IdempotentExecution, SqlIdempotentExecution(parts.sql))
    register(container, Outbox, SqlOutbox(deliveries))
    register(container, Turns, SqlTurns(deliveries))
    register(container, IdempotencyAnswers, SqlIdempotencyAnswers(deliveries))
    register(container, MessageClaims, SqlMessageClaims(parts.engine))
    container.register(MessageQueue)
