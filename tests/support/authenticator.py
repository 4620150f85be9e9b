"""A device with passkeys, made of software: what browsers and telephones do, and what attackers would like them to do."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, SYNCABLE, SYNCED, HAS_KEY = 0x01, 0x04, 0x08, 0x10, 0x40


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def raw(encoded: str) -> bytes:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


@dataclass
class SoftPasskey:
    """One key, at one shop, of one person."""

    rp_id: str
    user_handle: bytes
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0

    @property
    def cose(self) -> bytes:
        numbers = self.private.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})


@dataclass
class SoftAuthenticator:
    """`verifies`: it looks at who uses it. `counts`: it counts signatures, as hardware keys do; synced ones answer 0."""

    origin: str = "http://127.0.0.1:3000"
    verifies: bool = True
    counts: bool = False
    keys: list[SoftPasskey] = field(default_factory=list)

    def create(self, options: Mapping[str, Any], **changed: Any) -> str:
        """`navigator.credentials.create`. `changed` overrides parts of client data."""
        key = SoftPasskey(options["rp"]["id"], raw(options["user"]["id"]))
        self.keys.append(key)
        data = self._data(key, HAS_KEY) + bytes(16) + len(key.credential_id).to_bytes(2, "big") + key.credential_id + key.cose
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": text(self._client("webauthn.create", options, changed)),
            "attestationObject": text(attestation),
            "transports": ["internal", "hybrid"],
        }
        return self._credential(key, response)

    def get(self, options: Mapping[str, Any], key: SoftPasskey | None = None, **changed: Any) -> str:
        """`navigator.credentials.get`, with the newest key if no other is chosen."""
        key = key or self.keys[-1]
        key.count += self.counts
        data, client = self._data(key, 0), self._client("webauthn.get", options, changed)
        signature = key.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": text(client),
            "authenticatorData": text(data),
            "signature": text(signature),
            "userHandle": text(key.user_handle),
        }
        return self._credential(key, response)

    def _data(self, key: SoftPasskey, more: int) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0) | (0 if self.counts else SYNCABLE | SYNCED)
        return hashlib.sha256(key.rp_id.encode()).digest() + bytes([flags]) + key.count.to_bytes(4, "big")

    def _client(self, kind: str, options: Mapping[str, Any], changed: Mapping[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said | dict(changed)).encode()

    @staticmethod
    def _credential(key: SoftPasskey, response: Mapping[str, Any]) -> str:
        known = {"id": text(key.credential_id), "rawId": text(key.credential_id), "type": "public-key"}
        return json.dumps(known | {"response": response, "clientExtensionResults": {}, "authenticatorAttachment": "platform"})
