"""People at the door of the shop: registering, signing in, and what they do with their account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from application.facade import Application
from application.identity.accounts.change_email import ChangeEmail
from application.identity.accounts.change_password import ChangePassword
from application.identity.accounts.close_account import CloseAccount
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.register import Register
from application.identity.accounts.request_link import RequestLink
from application.identity.accounts.reset_password import ResetPassword
from application.identity.accounts.show_account import ShowAccount
from application.identity.accounts.sign_in import SignIn
from application.identity.accounts.sign_in_by_link import SignInByLink
from application.sessions.opening import IssuedTokens
from application.sessions.refresh_session import RefreshSession
from application.shared.actor import Actor
from domain.identity.accounts.requests import WantedLink
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from features.drivers.http_client import HttpClient
from features.drivers.outcome import Refused, refusals

#: What a link may be asked for, in the words of scenarios.
LINKS = {
    "the confirmation again": (WantedLink.CONFIRMATION, "confirm/resend"),
    "a new password": (WantedLink.PASSWORD_RESET, "password-reset"),
    "a link to sign in": (WantedLink.LOGIN_LINK, "login-link"),
}
BROWSERS = {
    "a laptop": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "a telephone": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
}


@dataclass(frozen=True)
class SignedInAs:
    """What a device holds after signing in."""

    access: str
    refresh: str


@dataclass(frozen=True)
class SeenAccount:
    id: UUID
    email: str
    first_name: str


class PeopleDriver(Protocol):
    def register(self, email: str, password: str, first_name: str = "", last_name: str = "", locale: str = "en") -> None: ...

    def confirm(self, token: str, password: str) -> None: ...

    def ask_for(self, link: str, email: str) -> None: ...

    def sign_in(self, email: str, password: str, device: str = "a laptop", surface: str = "shop") -> SignedInAs: ...

    def sign_in_by_link(self, token: str, device: str = "a laptop") -> SignedInAs: ...

    def choose_password(self, token: str, password: str) -> None: ...

    def account(self, keys: SignedInAs) -> SeenAccount: ...

    def stays(self, keys: SignedInAs) -> bool:
        """Whether this device is still signed in, found out by renewing what it holds."""
        ...

    def change_password(self, keys: SignedInAs, current: str, new: str) -> None: ...

    def change_address(self, keys: SignedInAs, email: str) -> None: ...

    def close(self, keys: SignedInAs) -> None: ...


def _keys(issued: IssuedTokens) -> SignedInAs:
    return SignedInAs(issued.access_token, issued.refresh_token)


@dataclass(frozen=True)
class MemoryPeople:
    app: Application

    def register(self, email: str, password: str, first_name: str = "", last_name: str = "", locale: str = "en") -> None:
        with refusals():
            self.app.accounts.register(Register(email=email, password=password, first_name=first_name, last_name=last_name, locale=locale))

    def confirm(self, token: str, password: str) -> None:
        with refusals():
            self.app.accounts.confirm_email(ConfirmEmail(token=token, password=password))

    def ask_for(self, link: str, email: str) -> None:
        with refusals():
            self.app.accounts.request_link(RequestLink(wanted=LINKS[link][0], email=email))

    def sign_in(self, email: str, password: str, device: str = "a laptop", surface: str = "shop") -> SignedInAs:
        command = SignIn(email=email, password=password, audience=Audience(surface), device=_device(device))
        with refusals():
            return _keys(self.app.accounts.sign_in(command))

    def sign_in_by_link(self, token: str, device: str = "a laptop") -> SignedInAs:
        with refusals():
            return _keys(self.app.accounts.sign_in_by_link(SignInByLink(token=token, device=_device(device))))

    def choose_password(self, token: str, password: str) -> None:
        with refusals():
            self.app.accounts.reset_password(ResetPassword(token=token, new_password=password))

    def account(self, keys: SignedInAs) -> SeenAccount:
        with refusals():
            found = self.app.accounts.show_account(ShowAccount(actor=self._actor(keys)))
        return SeenAccount(found.id, found.email, found.first_name)

    def stays(self, keys: SignedInAs) -> bool:
        try:
            with refusals():
                self.app.sessions.refresh(RefreshSession(keys.refresh))
        except Refused:
            return False
        return True

    def change_password(self, keys: SignedInAs, current: str, new: str) -> None:
        with refusals():
            self.app.accounts.change_password(ChangePassword(actor=self._actor(keys), current_password=current, new_password=new))

    def change_address(self, keys: SignedInAs, email: str) -> None:
        with refusals():
            self.app.accounts.change_email(ChangeEmail(actor=self._actor(keys), email=email))

    def close(self, keys: SignedInAs) -> None:
        with refusals():
            self.app.accounts.close_account(CloseAccount(actor=self._actor(keys)))

    def _actor(self, keys: SignedInAs) -> Actor:
        return self.app.authenticate(keys.access, frozenset({Audience.SHOP}))


def _device(name: str) -> Device:
    return Device(BROWSERS[name], "127.0.0.0/24")


@dataclass(frozen=True)
class HttpPeople:
    visitor: HttpClient

    def register(self, email: str, password: str, first_name: str = "", last_name: str = "", locale: str = "en") -> None:
        names = {"first_name": first_name, "last_name": last_name, "locale": locale}
        self._post("register", {"email": email, "password": password} | names)

    def confirm(self, token: str, password: str) -> None:
        self._post("confirm", {"token": token, "password": password})

    def ask_for(self, link: str, email: str) -> None:
        self._post(LINKS[link][1], {"email": email})

    def sign_in(self, email: str, password: str, device: str = "a laptop", surface: str = "shop") -> SignedInAs:
        return self._entered("login", {"email": email, "password": password, "audience": surface}, device)

    def sign_in_by_link(self, token: str, device: str = "a laptop") -> SignedInAs:
        return self._entered("login-link/confirm", {"token": token}, device)

    def choose_password(self, token: str, password: str) -> None:
        self._post("password-reset/confirm", {"token": token, "new_password": password})

    def account(self, keys: SignedInAs) -> SeenAccount:
        found = self._mine("GET", "", keys).json()
        return SeenAccount(UUID(found["id"]), found["email"], found["first_name"])

    def stays(self, keys: SignedInAs) -> bool:
        try:
            self._post("refresh", {"refresh_token": keys.refresh})
        except Refused:
            return False
        return True

    def change_password(self, keys: SignedInAs, current: str, new: str) -> None:
        self._mine("POST", "/password", keys, {"current_password": current, "new_password": new})

    def change_address(self, keys: SignedInAs, email: str) -> None:
        self._mine("POST", "/email", keys, {"email": email})

    def close(self, keys: SignedInAs) -> None:
        self._mine("POST", "/close", keys)

    def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
        return self.visitor.send("POST", f"/api/v1/auth/{path}", json=body, headers=headers)

    def _entered(self, path: str, body: dict[str, Any], device: str) -> SignedInAs:
        tokens = self._post(path, body, {"User-Agent": BROWSERS[device]}).json()
        return SignedInAs(tokens["access_token"], tokens["refresh_token"])

    def _mine(self, method: str, path: str, keys: SignedInAs, body: Any = None) -> Any:
        return self.visitor.send(method, f"/api/v1/me{path}", json=body, headers={"Authorization": f"Bearer {keys.access}"})
