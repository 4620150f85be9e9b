"""What accounts take and answer over HTTP. Secrets are taken exactly as they are sent, and shown to nobody."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from adapters.http_flask.schemas import RequestModel, ResponseModel
from adapters.http_flask.sessions.handing_over import TokenPlace
from domain.identity.accounts.password import MAX_LENGTH, MIN_LENGTH

Email = Annotated[str, Field(min_length=3, max_length=320, examples=["ada@example.com"])]
#: As typed, spaces at the ends included; longer than any password may be, so that the rules can say so.
Password = Annotated[str, StringConstraints(strip_whitespace=False), Field(min_length=1, max_length=1_000, examples=["blaue banane 7"])]
NewPassword = Annotated[
    Password,
    Field(description=f"{MIN_LENGTH} to {MAX_LENGTH} characters; not one that is guessed first, none with the owner's name or address"),
]
LinkToken = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        pattern=r"^[A-Za-z0-9_=-]+$",
        description="From the link in the mail, behind `#token=`",
        examples=["AZqrbLW2cA2Zr2Nh4wJ1kQz0c7eY1mVd3sXhK9pT5uRbN8fGjL2oWqE4iCyHvDxA"],
    ),
]
Locale = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35, examples=["en"])]
Name = Annotated[str, Field(max_length=100, examples=["Ada"])]
Surface = Annotated[Literal["shop", "admin"], Field(description="What the session is for; `admin` lets in staff alone", examples=["shop"])]


class RegisterIn(RequestModel):
    """A new account. `locale` is the language of its mails."""

    email: Email
    password: NewPassword
    first_name: Name = ""
    last_name: Name = ""
    locale: Locale = "en"


class MailAddressIn(RequestModel):
    """Where the mail is to go."""

    email: Email


class ConfirmIn(RequestModel):
    """The secret of a mailed link, and the password of whoever asked for it: that of the form, or of the account that moves.

    It is left out by who is signed in to the account that moves.
    """

    token: LinkToken
    password: Password | None = None


class SignInIn(RequestModel):
    """Address and password; `tokens` says where the refresh token goes."""

    email: Email
    password: Password
    audience: Surface = "shop"
    tokens: TokenPlace = "body"


class SignInByLinkIn(RequestModel):
    """The secret of a mailed link; `tokens` says where the refresh token goes."""

    token: LinkToken
    audience: Surface = "shop"
    tokens: TokenPlace = "body"


class NewPasswordIn(RequestModel):
    """The secret of a mailed link, and the new password."""

    token: LinkToken
    new_password: NewPassword


class ChangePasswordIn(RequestModel):
    """`current_password` is left out by accounts that never had one; then the sign-in must be a fresh one."""

    current_password: Password | None = None
    new_password: NewPassword


class AskedOut(ResponseModel):
    """The same for every address, known or not."""

    detail: str = Field(examples=["If the address can be used for this, a mail is on its way to it."])


class AccountOut(ResponseModel):
    """The own account. `has_password` is false for who comes by provider or mailed link only."""

    id: UUID
    email: str
    first_name: str
    last_name: str
    locale: str
    has_password: bool
    confirmed_at: str
    password_changed_at: str | None
    created_at: str
