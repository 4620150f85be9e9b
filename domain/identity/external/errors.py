"""What external logins refuse, each with a way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, Forbidden, NotFound, Unauthenticated, Unavailable


@dataclass(eq=False)
class UnknownProvider(NotFound):
    """No provider of this name is configured."""

    code: ClassVar[str] = "unknown_identity_provider"
    provider: str

    @property
    def detail(self) -> str:
        return f"This shop does not take logins of {self.provider!r}."


@dataclass(eq=False)
class ProviderUnavailable(Unavailable):
    """The provider does not answer, or not as OpenID Connect asks."""

    code: ClassVar[str] = "identity_provider_unavailable"
    provider: str

    @property
    def detail(self) -> str:
        return f"{self.provider} does not answer at present; try again, or sign in another way."


class ExternalSignInRefused(Unauthenticated):
    """State, browser, code or token did not fit, or the person said no. It is not said which."""

    code: ClassVar[str] = "external_sign_in_refused"

    @property
    def detail(self) -> str:
        return "This sign-in could not be finished; begin again from the shop, in the same browser."


@dataclass(eq=False)
class ExternalEmailNotConfirmed(Forbidden):
    """The provider does not vouch for the person's e-mail address."""

    code: ClassVar[str] = "external_email_not_confirmed"
    provider: str

    @property
    def detail(self) -> str:
        return f"{self.provider} has not confirmed your e-mail address; confirm it there, or register here with a password."


@dataclass(eq=False)
class NotLinked(Forbidden):
    """Staff enter only with what they linked themselves."""

    code: ClassVar[str] = "external_identity_not_linked"
    provider: str

    @property
    def detail(self) -> str:
        return f"This {self.provider} login is not linked to a staff account; sign in with your password and link it first."


@dataclass(eq=False)
class IdentityTaken(Conflict):
    """The login opens another account here, or this account has another login of the provider."""

    code: ClassVar[str] = "external_identity_taken"
    provider: str

    @property
    def detail(self) -> str:
        return f"This {self.provider} login, or another one for this account, is linked already; unlink that one first."


@dataclass(eq=False)
class LastWayIn(Conflict):
    """Without a password this login is the only way into the account."""

    code: ClassVar[str] = "last_way_in"
    provider: str

    @property
    def detail(self) -> str:
        return f"{self.provider} is the only way into this account; set a password first."


@dataclass(eq=False)
class NothingLinked(NotFound):
    """The account has no login of this provider."""

    code: ClassVar[str] = "external_identity_not_found"
    provider: str

    @property
    def detail(self) -> str:
        return f"No {self.provider} login is linked to this account."
