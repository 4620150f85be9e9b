"""The signing keys as a process knows them: read once a minute, or when somebody shows a token of a key it does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from jwt.algorithms import ECAlgorithm

from adapters.security.tokens.key_making import EcKeyMaker, public_half
from application.shared.clock import Clock
from domain.sessions.signing_key import SigningKey, signer
from domain.shared.errors import Unavailable

KEPT_SECONDS = 60.0
#: Unknown key ids are guessed by attackers: they cause at most one query in so many seconds.
PAUSE_SECONDS = 1.0


@dataclass(frozen=True)
class Verifier:
    key: SigningKey
    public: EllipticCurvePublicKey


class KeyRing:
    """`load` reads all keys; `ensure` makes one that can sign when there is none. Both work outside of any running transaction."""

    def __init__(
        self,
        load: Callable[[], list[SigningKey]],
        ensure: Callable[[], object],
        maker: EcKeyMaker,
        clock: Clock,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._load, self._ensure, self._maker, self._clock, self._now = load, ensure, maker, clock, now
        self._lock = Lock()
        self._verifiers: dict[str, Verifier] = {}
        self._private: dict[str, EllipticCurvePrivateKey] = {}
        self._read_at = self._try_at = float("-inf")
        #: Changes whenever keys were read anew and differ: what was verified before must be verified again.
        self.generation = 0

    def verifier(self, kid: str) -> Verifier | None:
        """The key of this id that may verify now."""
        self._refresh(KEPT_SECONDS)
        found = self._verifiers.get(kid)
        if found is None:
            self._refresh(PAUSE_SECONDS)
            found = self._verifiers.get(kid)
        return found if found is not None and found.key.verifies(self._clock.now()) else None

    def renewed(self) -> int:
        """`generation`, after reading keys again that were read a minute ago. Without the database the known ones go on."""
        if self._now() - self._read_at >= KEPT_SECONDS and self._now() >= self._try_at:
            try:
                self._refresh(KEPT_SECONDS)
            except Unavailable:
                self._try_at = self._now() + PAUSE_SECONDS
        return self.generation

    def public(self) -> list[Verifier]:
        """Every key that verifies now or will."""
        self._refresh(KEPT_SECONDS)
        now = self._clock.now()
        return [each for each in self._verifiers.values() if each.key.verifies(now)]

    def signer(self) -> tuple[SigningKey, EllipticCurvePrivateKey]:
        """The key that signs now; the first use ever makes it."""
        self._refresh(KEPT_SECONDS)
        chosen = self._signer()
        if chosen is None:
            self._ensure()
            self.forget()
            self._refresh(KEPT_SECONDS)
            chosen = self._signer()
        assert chosen is not None, "a key was made and is not there"  # nosec B101
        return chosen.key, self._private[str(chosen.key.id)]

    def forget(self) -> None:
        """Read anew at the next use."""
        self._read_at = float("-inf")

    def _signer(self) -> Verifier | None:
        usable = [each.key for each in self._verifiers.values() if str(each.key.id) in self._private]
        key = signer(usable, self._clock.now())
        return None if key is None else self._verifiers[str(key.id)]

    def _refresh(self, older_than: float) -> None:
        if self._now() - self._read_at < older_than:
            return
        with self._lock:
            if self._now() - self._read_at < older_than:
                return
            keys = self._load()
            known = {str(key.id): self._verifiers.get(str(key.id)) for key in keys}
            verifiers = {str(key.id): Verifier(key, old.public if (old := known[str(key.id)]) else public_half(key)) for key in keys}
            private = {str(key.id): opened for key in keys if (opened := self._opened(key)) is not None}
            if verifiers.keys() != self._verifiers.keys() or self._ends(verifiers) != self._ends(self._verifiers):
                self.generation += 1
            self._verifiers, self._private, self._read_at = verifiers, private, self._now()

    def _opened(self, key: SigningKey) -> EllipticCurvePrivateKey | None:
        return self._private.get(str(key.id)) or self._maker.opened(key)

    @staticmethod
    def _ends(verifiers: dict[str, Verifier]) -> set[tuple[str, object]]:
        return {(kid, each.key.verifies_until) for kid, each in verifiers.items()}


@dataclass(frozen=True)
class RingKeys:
    """See `application.sessions.ports.PublicKeys`."""

    ring: KeyRing

    def document(self) -> Mapping[str, object]:
        return {"keys": [_jwk(each) for each in self.ring.public()]}


def _jwk(verifier: Verifier) -> dict[str, object]:
    known: dict[str, object] = ECAlgorithm.to_jwk(verifier.public, as_dict=True)
    return {"kid": str(verifier.key.id), "use": "sig", "alg": verifier.key.algorithm, **known}
