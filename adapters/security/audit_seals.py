"""Seals of the audit chain: HMAC-SHA256 under a key that is derived from the shop's secret and never in the database."""

from __future__ import annotations

import hashlib
import hmac

import structlog

from domain.audit.chain import ChainLink

log = structlog.get_logger("audit")


class HmacSeals:
    """A seal is `<fingerprint of the key>:<hmac>`; with another key it can be recognised, not checked."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), b"stoa audit chain", hashlib.sha256).digest()
        self._fingerprint = hashlib.sha256(self._key).hexdigest()[:12]

    def seal(self, link_hash: str) -> str:
        return f"{self._fingerprint}:{hmac.new(self._key, link_hash.encode(), hashlib.sha256).hexdigest()}"

    def is_ours(self, link_hash: str, seal: str) -> bool | None:
        fingerprint, _, _mark = seal.partition(":")
        if fingerprint != self._fingerprint:
            return None
        return hmac.compare_digest(seal, self.seal(link_hash))


class LoggedHeads:
    """Writes the end of the chain to the log: lines leave the machine, where whoever rules the database does not rule."""

    def chained(self, head: ChainLink) -> None:
        log.info("audit_chained", position=head.position, hash=head.hash)
