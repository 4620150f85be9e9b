"""Anybody gets the public keys that verify access tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from application.sessions.ports import PublicKeys


@dataclass(frozen=True)
class ShowPublicKeys:
    """All of them."""


@dataclass(frozen=True)
class ShowPublicKeysHandler:
    permission: ClassVar[str | None] = None
    keys: PublicKeys

    def __call__(self, query: ShowPublicKeys) -> Mapping[str, object]:
        """A JSON Web Key Set."""
        return self.keys.document()
