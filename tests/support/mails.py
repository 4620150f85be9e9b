"""An SMTP server for tests, and an order to write mails about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from socket import create_server
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from adapters.notifications.links import StorefrontLinks
from adapters.notifications.renderer import JinjaMailRenderer
from adapters.security.mailed_secrets import HmacSecretTokens
from domain.notifications.content import ContentLine, ContentTax, ContentTotals, OrderContent
from domain.shared.address import Address
from domain.shared.money import Money

RENDERER = JinjaMailRenderer(StorefrontLinks("https://shop.example", HmacSecretTokens("k" * 32)).of)


@dataclass
class MailServer:
    """Keeps what it takes. `answer` replaces its reply to the content; `port` is where it listens."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        if self.answer.startswith("2"):
            self.envelopes.append(envelope)
            self.received.append(cast(EmailMessage, message_from_bytes(cast(bytes, envelope.content), policy=default)))
        return self.answer


@contextmanager
def mail_server(server: MailServer | None = None, **options: Any) -> Iterator[MailServer]:
    server = server or MailServer()
    with create_server(("127.0.0.1", 0)) as free:  # the controller needs a number beforehand
        server.port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **options)
    controller.start()
    try:
        yield server
    finally:
        controller.stop(no_assert=True)


def eur(amount: int) -> Money:
    return Money.of(amount, "EUR")


def an_order(**changes: Any) -> OrderContent:
    """Two lines with a discount, delivery and 19 % tax included."""
    lines = (
        ContentLine("Filter coffee", "1 kg", "COF-1", 2, eur(1250), eur(2500)),
        ContentLine("Tea & <b>biscuits</b>", "", "TEA-1", 1, eur(799), eur(799)),
    )
    totals = ContentTotals(eur(3299), eur(-300), eur(490), "Parcel", eur(557), (ContentTax("VAT", "19", eur(557)),), True, eur(3489))
    address = Address("Ada Lovelace", ("Karl-Marx-Allee 1",), "Berlin", "DE", "10178")
    facts: dict[str, Any] = {
        "shop_name": "Kontor",
        "order_number": "K-10000001",
        "order_url": "https://shop.example/orders/t0ken",
        "placed_at": datetime(2026, 3, 5, 12, 0, tzinfo=UTC),
        "lines": lines,
        "totals": totals,
        "billing_address": address,
        "shipping_address": address,
        "payment_method": "bank_transfer",
    }
    return OrderContent(**facts | changes)
