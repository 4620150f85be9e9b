"""What second factors refuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.shared.errors import Conflict, Invalid, NotFound, SecondFactorRequired, Unauthenticated


class SecondFactorNotEnabled(NotFound):
    """This account has none, or its enrolment was not begun."""

    code: ClassVar[str] = "second_factor_not_enabled"

    @property
    def detail(self) -> str:
        return "This account has no second factor; begin by setting one up."


class SecondFactorAlreadyEnabled(Conflict):
    """A new authenticator is set up after the old one was given up."""

    code: ClassVar[str] = "second_factor_already_enabled"

    @property
    def detail(self) -> str:
        return "This account has a second factor already; disable it before setting up another one."


class EnrolmentExpired(Conflict):
    """The secret was shown too long ago to be confirmed."""

    code: ClassVar[str] = "second_factor_enrolment_expired"

    @property
    def detail(self) -> str:
        return "This was begun too long ago; begin again and scan the new picture."


@dataclass(eq=False)
class WrongCode(Invalid):
    """Not a code of this authenticator now, used before, or no recovery code of this account: it is not said which."""

    code: ClassVar[str] = "wrong_second_factor_code"
    field: str = "code"

    @property
    def detail(self) -> str:
        return "This code is not right, or was used before; wait for the next one of your authenticator."


class ChallengeNotFound(Unauthenticated):
    """The sign-in that this challenge belongs to was not begun, is too old, was finished, or failed too often."""

    code: ClassVar[str] = "sign_in_challenge_not_found"

    @property
    def detail(self) -> str:
        return "This sign-in is over; begin again with your password."


@dataclass(eq=False)
class SecondFactorChallenged(SecondFactorRequired):
    """The first step of signing in is done: send a code together with `challenge` until `expires_at`."""

    code: ClassVar[str] = "second_factor_required"
    challenge: str
    expires_at: datetime


class SecondFactorUnreadable(Conflict):
    """The secret was sealed under another key of the installation, or for another account."""

    code: ClassVar[str] = "second_factor_unreadable"

    @property
    def detail(self) -> str:
        return "This authenticator can no longer be checked; the shop's staff can take it off your account."
