"""How payments and their ledger map to their tables."""

from __future__ import annotations

from adapters.persistence.mapping import map_aggregate, map_part, mapping, owned
from adapters.persistence.payments import tables
from domain.payments.ledger import PaymentEvent
from domain.payments.payment import Payment


@mapping
def map_payments() -> None:
    map_part(PaymentEvent, tables.payment_events)
    map_aggregate(Payment, tables.payments, properties={"ledger": owned(PaymentEvent, tables.payment_events.c.id)})
