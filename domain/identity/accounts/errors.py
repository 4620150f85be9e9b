"""Refusals about accounts. None of them repeats what was sent: not the address, not the password, not the token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, Invalid, Unauthenticated


@dataclass(eq=False)
class InvalidCredentials(Unauthenticated):
    """Wrong password, no such account, not confirmed, locked, or not staff: the answer is one and the same."""

    code: ClassVar[str] = "invalid_credentials"

    @property
    def detail(self) -> str:
        return "These credentials do not open an account. Check both; a link to sign in can be sent to you by mail."


@dataclass(eq=False)
class LinkNoLongerValid(Invalid):
    """The secret of a mail is unknown, used, replaced or too old."""

    code: ClassVar[str] = "link_no_longer_valid"
    field: str = "token"

    @property
    def detail(self) -> str:
        return f"{self.field}: the link was used, replaced, or is too old; ask for a new one"


@dataclass(eq=False)
class AddressInUse(Conflict):
    """Another account has the address by now. Only somebody who holds that mailbox gets to see this."""

    code: ClassVar[str] = "address_in_use"

    @property
    def detail(self) -> str:
        return "Another account has this address by now; sign in there, or close it first."


@dataclass(eq=False)
class StaffAccount(Conflict):
    """Colleagues are locked out as staff, by those who may, never as customers."""

    code: ClassVar[str] = "staff_account"

    @property
    def detail(self) -> str:
        return "This account belongs to somebody of the staff: lock or remove them there."


@dataclass(eq=False)
class AccountNotActive(Conflict):
    """The account is `state`; this needs an active one."""

    code: ClassVar[str] = "account_not_active"
    state: str

    @property
    def detail(self) -> str:
        return f"The account is {self.state}; this needs an active one."
