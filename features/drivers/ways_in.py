"""Signing in with a second factor or with an account elsewhere: the driver, in memory and over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from adapters.memory.identity.providers import MemoryIdentityProviders
from adapters.settings import Settings
from application.facade import Application
from application.identity.accounts.sign_in import SignIn
from application.identity.external.begin_linking import BeginLinking
from application.identity.external.begin_sign_in import BeginExternalSignIn
from application.identity.external.finish_linking import FinishLinking
from application.identity.external.finish_sign_in import FinishExternalSignIn
from application.identity.external.list_identities import ListExternalIdentities
from application.identity.external.ports import Provider
from application.identity.external.unlink import UnlinkExternalIdentity
from application.identity.second_factor.begin_enrolment import BeginEnrolment
from application.identity.second_factor.confirm_enrolment import ConfirmEnrolment
from application.identity.second_factor.disable_second_factor import DisableSecondFactor
from application.identity.second_factor.pass_challenge import PassChallenge
from application.identity.second_factor.replace_recovery_codes import ReplaceRecoveryCodes
from application.identity.second_factor.show_second_factor import ShowSecondFactor
from application.identity.second_factor.step_up import StepUp
from application.sessions.refresh_session import RefreshSession
from application.shared.actor import Actor
from domain.identity.accounts.account import Account
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.shared.ids import AccountId
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals

DEVICE = Device("Firefox on Linux", "192.0.2.0/24")


@dataclass(frozen=True)
class Pass:
    """What somebody who is signed in holds."""

    access: str
    refresh: str


@dataclass(frozen=True)
class Trip:
    """A way to a provider: where to, and what stays with the browser."""

    address: str
    binding: str


class WaysInDriver(Protocol):
    def sign_in(self, email: str, password: str) -> Pass: ...

    def show_code(self, challenge: str, code: str) -> Pass: ...

    def show_again(self, who: Pass, password: str, code: str) -> Pass: ...

    def keep_alive(self, who: Pass) -> Pass: ...

    def begin_authenticator(self, who: Pass) -> str:
        """The secret that the authenticator is given."""
        ...

    def confirm_authenticator(self, who: Pass, code: str) -> tuple[str, ...]:
        """The recovery codes."""
        ...

    def new_recovery_codes(self, who: Pass) -> tuple[str, ...]: ...

    def give_up_second_factor(self, who: Pass) -> None: ...

    def recovery_codes_left(self, who: Pass) -> int | None:
        """None without a second factor."""
        ...

    def set_out(self, provider: str, linking: Pass | None = None) -> Trip: ...

    def come_back(self, provider: str, binding: str, back: dict[str, str]) -> Pass: ...

    def link(self, who: Pass, provider: str, binding: str, back: dict[str, str]) -> None: ...

    def unlink(self, who: Pass, provider: str) -> None: ...

    def linked(self, who: Pass) -> list[str]: ...

    def account(self, who: Pass) -> AccountId: ...


def open_account(app: Application, email: str, password: str) -> AccountId:
    """By the back door: how registering works is told elsewhere."""
    handler: Any = app.accounts.sign_in
    handler = handler._handler
    account_id = AccountId(app.ids.new())
    hashed = handler.passwords.hasher.hash(password)
    with handler.unit_of_work() as uow:
        uow.accounts.add(Account(account_id, email, app.clock.now(), locale="en", password_hash=hashed))
        uow.commit()
    return account_id


def played_providers(settings: Settings) -> MemoryIdentityProviders:
    """Google, as far as scenarios need it; both drivers speak to it through the port."""
    listed = [Provider("google", "Google")]
    return MemoryIdentityProviders(listed, settings.base_url, settings.storefront_url, settings.external_sign_in_path)


def account_behind(app: Application, who: Pass) -> AccountId:
    return _actor(app, who).require_account()


def _actor(app: Application, who: Pass) -> Actor:
    return app.authenticate(who.access, frozenset({Audience.SHOP}))


@dataclass(frozen=True)
class MemoryWaysIn:
    app: Application

    def _as(self, who: Pass, do: Callable[[Actor], Any]) -> Any:
        with refusals():
            return do(_actor(self.app, who))

    def sign_in(self, email: str, password: str) -> Pass:
        with refusals():
            issued = self.app.accounts.sign_in(SignIn(email=email, password=password, device=DEVICE))
        return Pass(issued.access_token, issued.refresh_token)

    def show_code(self, challenge: str, code: str) -> Pass:
        with refusals():
            issued = self.app.second_factor.pass_challenge(PassChallenge(challenge=challenge, code=code))
        return Pass(issued.access_token, issued.refresh_token)

    def show_again(self, who: Pass, password: str, code: str) -> Pass:
        access = self._as(who, lambda actor: self.app.second_factor.step_up(StepUp(actor=actor, password=password, code=code)))
        return Pass(access.text, who.refresh)

    def keep_alive(self, who: Pass) -> Pass:
        with refusals():
            issued = self.app.sessions.refresh(RefreshSession(who.refresh, DEVICE.network))
        return Pass(issued.access_token, issued.refresh_token)

    def begin_authenticator(self, who: Pass) -> str:
        return str(self._as(who, lambda actor: self.app.second_factor.begin(BeginEnrolment(actor=actor))).secret)

    def confirm_authenticator(self, who: Pass, code: str) -> tuple[str, ...]:
        enabled = self._as(who, lambda actor: self.app.second_factor.confirm(ConfirmEnrolment(actor=actor, code=code)))
        return tuple(enabled.recovery_codes)

    def new_recovery_codes(self, who: Pass) -> tuple[str, ...]:
        command = ReplaceRecoveryCodes
        return tuple(self._as(who, lambda actor: self.app.second_factor.replace_recovery_codes(command(actor=actor))))

    def give_up_second_factor(self, who: Pass) -> None:
        self._as(who, lambda actor: self.app.second_factor.disable(DisableSecondFactor(actor=actor)))

    def recovery_codes_left(self, who: Pass) -> int | None:
        seen = self._as(who, lambda actor: self.app.second_factor.show(ShowSecondFactor(actor=actor)))
        return seen.recovery_codes_left if seen.enabled else None

    def set_out(self, provider: str, linking: Pass | None = None) -> Trip:
        with refusals():
            if linking is None:
                begun = self.app.external_login.begin_sign_in(BeginExternalSignIn(provider=provider))
            else:
                begun = self.app.external_login.begin_linking(BeginLinking(actor=_actor(self.app, linking), provider=provider))
        return Trip(begun.address, begun.binding)

    def come_back(self, provider: str, binding: str, back: dict[str, str]) -> Pass:
        command = FinishExternalSignIn(
            provider=provider, state=back["state"], binding=binding, code=back["code"], issuer=back["iss"], device=DEVICE
        )
        with refusals():
            issued = self.app.external_login.finish_sign_in(command)
        return Pass(issued.access_token, issued.refresh_token)

    def link(self, who: Pass, provider: str, binding: str, back: dict[str, str]) -> None:
        given: dict[str, Any] = {"provider": provider, "state": back["state"], "code": back["code"], "issuer": back["iss"]}
        self._as(who, lambda actor: self.app.external_login.finish_linking(FinishLinking(actor=actor, binding=binding, **given)))

    def unlink(self, who: Pass, provider: str) -> None:
        self._as(who, lambda actor: self.app.external_login.unlink(UnlinkExternalIdentity(actor=actor, provider=provider)))

    def linked(self, who: Pass) -> list[str]:
        rows = self._as(who, lambda actor: self.app.external_login.list_identities(ListExternalIdentities(actor=actor)))
        return [row.provider for row in rows]

    def account(self, who: Pass) -> AccountId:
        return account_behind(self.app, who)


@dataclass(frozen=True)
class HttpWaysIn:
    """`app` is asked only whose token it is, which no answer says."""

    visitor: HttpClient
    app: Application

    def _as(self, who: Pass) -> HttpClient:
        return self.visitor.with_token(who.access)

    def sign_in(self, email: str, password: str) -> Pass:
        return _pass(self.visitor.post("/api/v1/auth/login", {"email": email, "password": password}))

    def show_code(self, challenge: str, code: str) -> Pass:
        return _pass(self.visitor.post("/api/v1/auth/second-factor", {"challenge": challenge, "code": code}))

    def show_again(self, who: Pass, password: str, code: str) -> Pass:
        answer = self._as(who).post("/api/v1/auth/step-up", {"password": password, "code": code})
        return Pass(answer["access_token"], who.refresh)

    def keep_alive(self, who: Pass) -> Pass:
        return _pass(self.visitor.post("/api/v1/auth/refresh", {"refresh_token": who.refresh}))

    def begin_authenticator(self, who: Pass) -> str:
        begun = self._as(who).post("/api/v1/me/second-factor")
        assert begun["qr_svg"].startswith("<svg")
        return str(begun["secret"])

    def confirm_authenticator(self, who: Pass, code: str) -> tuple[str, ...]:
        return tuple(self._as(who).post("/api/v1/me/second-factor/confirm", {"code": code})["recovery_codes"])

    def new_recovery_codes(self, who: Pass) -> tuple[str, ...]:
        return tuple(self._as(who).post("/api/v1/me/second-factor/recovery-codes")["recovery_codes"])

    def give_up_second_factor(self, who: Pass) -> None:
        self._as(who).delete("/api/v1/me/second-factor")

    def recovery_codes_left(self, who: Pass) -> int | None:
        seen = self._as(who).get("/api/v1/me/second-factor")
        return int(seen["recovery_codes_left"]) if seen["enabled"] else None

    def set_out(self, provider: str, linking: Pass | None = None) -> Trip:
        if linking is None:
            begun = self.visitor.post(f"/api/v1/auth/external/{provider}/start", {})
        else:
            begun = self._as(linking).post(f"/api/v1/me/external-logins/{provider}/start", {})
        return Trip(begun["authorization_url"], begun["binding"])

    def come_back(self, provider: str, binding: str, back: dict[str, str]) -> Pass:
        return _pass(self.visitor.post(f"/api/v1/auth/external/{provider}/callback", {**back, "binding": binding}))

    def link(self, who: Pass, provider: str, binding: str, back: dict[str, str]) -> None:
        self._as(who).post(f"/api/v1/me/external-logins/{provider}", {**back, "binding": binding})

    def unlink(self, who: Pass, provider: str) -> None:
        self._as(who).delete(f"/api/v1/me/external-logins/{provider}")

    def linked(self, who: Pass) -> list[str]:
        return [row["provider"] for row in self._as(who).get("/api/v1/me/external-logins")["data"]]

    def account(self, who: Pass) -> AccountId:
        return account_behind(self.app, who)


def _pass(answer: Any) -> Pass:
    return Pass(answer["access_token"], answer["refresh_token"])
