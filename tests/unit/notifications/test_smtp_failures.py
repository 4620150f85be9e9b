"""What an SMTP server may answer, and what becomes of it."""

from __future__ import annotations

import ssl
from pathlib import Path
from uuid import UUID

import pytest

from adapters.clock import AdjustableClock
from adapters.notifications import smtp
from adapters.notifications.smtp import SmtpMailTransport, SmtpServer
from application.notifications.ports import Mail, MailRefused, MailServerUnavailable
from domain.shared.ids import MessageId
from tests.support.mails import MailServer, mail_server

MAIL = Mail(MessageId(UUID(int=1)), "ada@example.com", "Hello", "<p>Hello</p>", "Hello")


def transport(server: MailServer, tls: str = "none", user: str = "") -> SmtpMailTransport:
    return SmtpMailTransport(SmtpServer("127.0.0.1", server.port, tls, user, "secret"), "shop@example.com", AdjustableClock())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [("550 no such mailbox", MailRefused), ("554 looks like spam", MailRefused), ("451 try later", MailServerUnavailable)],
)
def test_permanent_and_temporary_answers_are_told_apart(answer: str, refusal: type[Exception]) -> None:
    with mail_server() as server:
        server.answer = answer
        with pytest.raises(refusal, match=answer[4:]):
            transport(server).send(MAIL)


def test_a_server_that_is_away_is_unavailable() -> None:
    with mail_server() as server:
        gone = transport(server)
    with pytest.raises(MailServerUnavailable):
        gone.send(MAIL)


def test_a_server_that_says_nothing_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = MailServer(port=silent.getsockname()[1])
        with pytest.raises(MailServerUnavailable):
            transport(server).send(MAIL)


def test_a_password_never_travels_in_the_clear_when_tls_is_asked_for() -> None:
    # The server offers no STARTTLS: nothing is sent, nobody logs in.
    with mail_server() as server:
        with pytest.raises((MailRefused, MailServerUnavailable)):
            transport(server, tls="starttls", user="shop").send(MAIL)
        assert server.received == []


def test_an_unknown_certificate_is_not_trusted(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(tmp_path))
    with mail_server(tls_context=context) as server:
        with pytest.raises(MailServerUnavailable, match="certificate"):
            transport(server, tls="starttls").send(MAIL)
        assert server.received == []


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(SmtpServer("h", 25, "none", "u", "secret"))


def self_signed(folder: Path) -> tuple[Path, Path]:
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    certificate, secret = folder / "cert.pem", folder / "key.pem"
    certificate.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    return certificate, secret
