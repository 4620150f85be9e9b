"""Passkeys: the driver, in memory and over HTTP. The device is the steps' own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from application.facade import Application
from application.identity.passkeys.begin_adding import BeginPasskey
from application.identity.passkeys.begin_showing import AskForPasskey
from application.identity.passkeys.finish_adding import FinishPasskey
from application.identity.passkeys.list_passkeys import ListPasskeys
from application.identity.passkeys.remove import RemovePasskey
from application.identity.passkeys.sign_in import SignInByPasskey
from application.shared.actor import Actor
from domain.sessions.audience import Audience
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from features.drivers.ways_in import DEVICE, Pass

NAME = "My telephone"
#: A question's token, and what the browser gives the device.
Question = tuple[str, Mapping[str, Any]]


class PasskeysDriver(Protocol):
    def begin(self, who: Pass) -> Question: ...

    def add(self, who: Pass, question: str, answer: str) -> tuple[str, ...]:
        """The recovery codes."""
        ...

    def ask(self) -> Question: ...

    def sign_in(self, question: str, answer: str, challenge: str | None) -> Pass: ...

    def remove_all(self, who: Pass) -> None: ...


@dataclass(frozen=True)
class MemoryPasskeyDriver:
    app: Application

    def _actor(self, who: Pass) -> Actor:
        return self.app.authenticate(who.access, frozenset({Audience.SHOP}))

    def begin(self, who: Pass) -> Question:
        with refusals():
            asked = self.app.passkeys.begin_adding(BeginPasskey(actor=self._actor(who)))
        return asked.ceremony, asked.options

    def add(self, who: Pass, question: str, answer: str) -> tuple[str, ...]:
        with refusals():
            command = FinishPasskey(actor=self._actor(who), ceremony=question, credential=answer, name=NAME)
            return self.app.passkeys.finish_adding(command).recovery_codes

    def ask(self) -> Question:
        asked = self.app.passkeys.begin_showing(AskForPasskey())
        return asked.ceremony, asked.options

    def sign_in(self, question: str, answer: str, challenge: str | None) -> Pass:
        with refusals():
            command = SignInByPasskey(ceremony=question, credential=answer, challenge=challenge, device=DEVICE)
            issued = self.app.passkeys.sign_in(command)
        return Pass(issued.access_token, issued.refresh_token)

    def remove_all(self, who: Pass) -> None:
        with refusals():
            for passkey in self.app.passkeys.list_passkeys(ListPasskeys(actor=self._actor(who))):
                self.app.passkeys.remove(RemovePasskey(actor=self._actor(who), passkey_id=passkey.id))


@dataclass(frozen=True)
class HttpPasskeyDriver:
    visitor: HttpClient

    def begin(self, who: Pass) -> Question:
        return _question(self.visitor.with_token(who.access).post("/api/v1/me/passkeys/options"))

    def add(self, who: Pass, question: str, answer: str) -> tuple[str, ...]:
        body = {"ceremony": question, "credential": answer, "name": NAME}
        return tuple(self.visitor.with_token(who.access).post("/api/v1/me/passkeys", body)["recovery_codes"])

    def ask(self) -> Question:
        return _question(self.visitor.post("/api/v1/auth/passkeys/options"))

    def sign_in(self, question: str, answer: str, challenge: str | None) -> Pass:
        body = {"ceremony": question, "credential": answer, "challenge": challenge}
        answered = self.visitor.post("/api/v1/auth/passkeys", body)
        return Pass(answered["access_token"], answered["refresh_token"])

    def remove_all(self, who: Pass) -> None:
        mine = self.visitor.with_token(who.access)
        for passkey in mine.get("/api/v1/me/passkeys")["data"]:
            mine.delete(f"/api/v1/me/passkeys/{passkey['id']}")


def _question(asked: Any) -> Question:
    return asked["ceremony"], asked["options"]
