"""Why somebody cannot be given a right, or lose one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, Forbidden, Invalid


@dataclass(eq=False)
class GrantRefused(Forbidden):
    """Nobody gives, takes or changes what they do not hold themselves: `permissions` are what is missing."""

    code: ClassVar[str] = "grant_refused"
    permissions: tuple[str, ...]

    @property
    def detail(self) -> str:
        return f"You do not hold {', '.join(self.permissions)} there yourself, so you cannot give, take or change it."


@dataclass(eq=False)
class LastOwner(Conflict):
    """A shop without an owner would be nobody's."""

    code: ClassVar[str] = "last_owner"

    @property
    def detail(self) -> str:
        return "Nobody else owns the shop: make somebody else an owner first."


@dataclass(eq=False)
class BuiltInRole(Conflict):
    """The roles that Stoa brings mean the same in every shop."""

    code: ClassVar[str] = "built_in_role"
    role: str

    @property
    def detail(self) -> str:
        return f"The role {self.role!r} is built in and stays as it is; make one of your own from it."


@dataclass(eq=False)
class UnknownPermission(Invalid):
    code: ClassVar[str] = "unknown_permission"
    field: str
    permission: str

    @property
    def detail(self) -> str:
        return f"There is no permission {self.permission!r}; the list of permissions names all of them."


@dataclass(eq=False)
class NotForMachines(Invalid):
    """Who may let others in must be a person, who can be asked."""

    code: ClassVar[str] = "not_for_machines"
    field: str
    permission: str

    @property
    def detail(self) -> str:
        return f"{self.permission!r} is for people: no API key can have it."


@dataclass(eq=False)
class AlreadyStaff(Conflict):
    """Whoever works here is not invited or joined again; their roles can be changed."""

    code: ClassVar[str] = "already_staff"

    @property
    def detail(self) -> str:
        return "This person is staff already; change their roles instead."


@dataclass(eq=False)
class HasAnAccount(Conflict):
    """A password set by somebody else must not open what a person has already."""

    code: ClassVar[str] = "has_an_account"

    @property
    def detail(self) -> str:
        return "This address has an account, which keeps its password: invite it instead."


@dataclass(eq=False)
class InvitationNotOpen(Conflict):
    """It was accepted, revoked or is past its time."""

    code: ClassVar[str] = "invitation_not_open"

    @property
    def detail(self) -> str:
        return "This invitation is not open any more: ask for a new one."


@dataclass(eq=False)
class KeyNotUsable(Conflict):
    """A revoked key stays revoked."""

    code: ClassVar[str] = "key_revoked"

    @property
    def detail(self) -> str:
        return "This key was revoked; make a new one."


@dataclass(eq=False)
class NotACustomer(Conflict):
    """Acting for somebody is for helping customers; staff act for themselves."""

    code: ClassVar[str] = "not_a_customer"

    @property
    def detail(self) -> str:
        return "This account belongs to staff, or is closed or locked: nobody acts for it."
