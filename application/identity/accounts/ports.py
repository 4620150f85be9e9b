"""Transactions of accounts that reach over several contexts."""

from __future__ import annotations

from typing import Protocol

from application.access.ports import AccessUnitOfWork
from application.identity.ports import IdentityUnitOfWork
from application.identity.second_factor.ports import SecondFactorUnitOfWork


class SignInUnitOfWork(IdentityUnitOfWork, SecondFactorUnitOfWork, Protocol):
    """Letting somebody in, who may have to show a second factor."""


class LeavingUnitOfWork(IdentityUnitOfWork, AccessUnitOfWork, Protocol):
    """Closing an account, whose owner may be staff."""
