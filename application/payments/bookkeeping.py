"""Putting what a provider reports into a payment's ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from application.payments.ports import ProviderReport
from application.shared.ids import Ids
from domain.payments.ledger import PaymentEvent
from domain.payments.payment import Payment
from domain.shared.ids import PaymentEventId


def book(payment: Payment, reports: Iterable[ProviderReport], ids: Ids, now: datetime) -> bool:
    """Book all reports; repeated ones change nothing. True when something was new."""
    changed = False
    for report in reports:
        if payment.knows(report.provider_event_id):
            continue
        payment.reference = report.reference or payment.reference
        payment.action_url = report.action_url
        event = PaymentEvent(PaymentEventId(ids.new()), report.provider_event_id, report.kind, report.amount, now, report.detail)
        changed = payment.book(event, now) or changed
    return changed
