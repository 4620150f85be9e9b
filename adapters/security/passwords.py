"""Passwords hashed by Argon2id, and judged by what attackers try first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher as Argon2
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

#: Of a longer password so much is judged: enough to be safe by itself, and judging takes longer than linear time.
_JUDGED = 64
#: 10^8 guesses: what zxcvbn calls safely unguessable for a service that slows guessers down.
_SAFE = 3


class Argon2Passwords:
    """See `application.identity.ports.PasswordHasher`. `at_once` bounds the memory: so many times `memory_kib` a process."""

    def __init__(self, *, time_cost: int, memory_kib: int, parallelism: int, at_once: int) -> None:
        self._argon2 = Argon2(time_cost=time_cost, memory_cost=memory_kib, parallelism=parallelism)
        self._turn = BoundedSemaphore(at_once)

    def hash(self, password: str) -> str:
        with self._turn:
            return self._argon2.hash(password)

    @cached_property
    def _nobody(self) -> str:
        """What nobody's password is compared with, so that nobody takes as long as somebody."""
        return self._argon2.hash("nobody has this password")

    def verify(self, stored: str | None, password: str) -> bool:
        with self._turn:
            nobody = self._nobody  # For everybody: the first one who makes it must not stand out.
            try:
                self._argon2.verify(nobody if stored is None else stored, password)
            except (VerifyMismatchError, VerificationError, InvalidHashError):
                return False
        return stored is not None

    def outdated(self, stored: str) -> bool:
        return self._argon2.check_needs_rehash(stored)


class ZxcvbnPasswords:
    """30,000 leaked passwords, names, words, dates, keyboard rows, repetitions, and their usual disguises (Dropbox's zxcvbn)."""

    def includes(self, password: str, personal: Sequence[str]) -> bool:
        # Its lists take 12 MB and 40 ms: for processes in which somebody chooses a password.
        from zxcvbn import zxcvbn

        judged = zxcvbn(password[:_JUDGED], user_inputs=list(personal), max_length=_JUDGED)
        return int(judged["score"]) < _SAFE
