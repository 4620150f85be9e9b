"""Key pairs for signing access tokens, the private half sealed with Fernet under a key derived from the installation's secret."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_public_key,
)

from adapters.security.tokens.derived_keys import derived_key
from application.sessions.ports import NewKeyPair
from domain.sessions.signing_key import SigningKey
from domain.shared.ids import SigningKeyId

ALGORITHM = "ES256"


class EcKeyMaker:
    """See `application.sessions.ports.KeyMaker`. P-256: measured, it signs and verifies for the least in sum (see docs/decisions)."""

    def __init__(self, secret: str) -> None:
        self._seal = Fernet(urlsafe_b64encode(derived_key(secret, "signing keys")))

    def make(self, key_id: SigningKeyId) -> NewKeyPair:
        private = generate_private_key(SECP256R1())
        public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return NewKeyPair(ALGORITHM, public.decode(), self._seal.encrypt(der).decode())

    def opened(self, key: SigningKey) -> EllipticCurvePrivateKey | None:
        """The private half; None when it was sealed under another secret."""
        try:
            der = self._seal.decrypt(key.sealed_private_key)
        except InvalidToken:
            return None
        private = load_der_private_key(der, None)
        assert isinstance(private, EllipticCurvePrivateKey)  # nosec B101
        return private


def public_half(key: SigningKey) -> EllipticCurvePublicKey:
    public = load_pem_public_key(key.public_key.encode())
    assert isinstance(public, EllipticCurvePublicKey)  # nosec B101
    return public
