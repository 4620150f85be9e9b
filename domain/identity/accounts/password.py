"""What makes a password acceptable: length, and not being what anybody would guess. No rules about its composition."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Invalid

MIN_LENGTH, MAX_LENGTH = 10, 128
#: Shorter names are part of ordinary words: they count where they stand alone.
_TELLING = 4
_SHORTEST = 2


@dataclass(eq=False)
class PasswordRefused(Invalid):
    """`rule`: too_short, too_long, personal or too_common. The password itself is in no message."""

    code: ClassVar[str] = "password_refused"
    field: str
    rule: str

    @property
    def detail(self) -> str:
        return f"{self.field}: {_REASONS.get(self.rule, self.rule)}"


_REASONS = {
    "too_short": f"must have at least {MIN_LENGTH} characters",
    "too_long": f"must have at most {MAX_LENGTH} characters",
    "personal": "must not contain your name or e-mail address",
    "too_common": "is among those that are guessed first; a few random words make a good one",
}


@dataclass(eq=False)
class WrongPassword(Invalid):
    """The present password, asked for once more, was not right."""

    code: ClassVar[str] = "wrong_password"
    field: str = "current_password"

    @property
    def detail(self) -> str:
        return f"{self.field}: is not the password of this account"


def personal_words(email: str, first_name: str, last_name: str) -> tuple[str, ...]:
    """What of a person must not be in a password, in lower case and without accents."""
    local, _, domain = _plain(email).partition("@")
    names = [_plain(first_name), _plain(last_name), _plain(first_name + last_name)]
    parts = [*re.split(r"[^\w]+|_", local), domain.rpartition(".")[0], *re.split(r"[\s\-']+", " ".join(names))]
    return tuple(dict.fromkeys(word for word in (local, *names, *parts) if len(word) >= _SHORTEST))


def check_password(field: str, password: str, personal: Collection[str]) -> None:
    """Raise PasswordRefused for one that is too short, too long, or about its owner."""
    if len(password) < MIN_LENGTH:
        raise PasswordRefused(field, "too_short")
    if len(password) > MAX_LENGTH:
        raise PasswordRefused(field, "too_long")
    plain = _plain(password)
    alone = frozenset(re.split(r"[\W\d_]+", plain))
    if any(word in plain if len(word) >= _TELLING else word in alone for word in personal):
        raise PasswordRefused(field, "personal")


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
