"""Refusals of sessions. They never repeat what was presented."""

from __future__ import annotations

from typing import ClassVar

from domain.shared.errors import Unauthenticated


class InvalidRefreshToken(Unauthenticated):
    """Unknown, expired, used up or ended: the answer is the same, only signing in helps."""

    code: ClassVar[str] = "invalid_refresh_token"

    @property
    def detail(self) -> str:
        return "The refresh token is not valid (any more); sign in again."
