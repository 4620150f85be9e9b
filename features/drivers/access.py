"""Who works for the shop and what they may do: whoever acts shows a token or a key, as people and machines do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from application.access.accept_invitation import AcceptInvitation
from application.access.assigning import GivenRole
from application.access.change_role import ChangeRole
from application.access.change_staff import ChangeStaff
from application.access.create_key import CreateKey
from application.access.create_role import CreateRole
from application.access.end_impersonation import EndImpersonation
from application.access.invite_staff import InviteStaff
from application.access.list_impersonations import ListImpersonations
from application.access.list_keys import ListKeys
from application.access.list_roles import ListRoles
from application.access.list_staff import ListStaff
from application.access.lock_staff import LockStaff
from application.access.remove_role import RemoveRole
from application.access.remove_staff import RemoveStaff
from application.access.reset_second_factor import ResetSecondFactor
from application.access.revoke_key import RevokeKey
from application.access.start_impersonation import StartImpersonation
from application.access.take_over_key import TakeOverKey
from application.customers.see_profile import SeeProfile
from application.facade import Application
from application.orders.list_orders import ListOrders
from application.sessions.list_sessions import ListSessions
from application.sessions.sign_out import SignOut
from application.shared.actor import Actor
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.shared.ids import AccountId, ImpersonationId
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from tests.support.staff_room import OPERATOR

ADMIN, SHOP = frozenset({Audience.ADMIN}), frozenset({Audience.SHOP})
LOOKS = {"orders": "/api/v1/admin/orders", "staff": "/api/v1/admin/staff", "roles": "/api/v1/admin/roles"}


class AccessDriver(Protocol):
    """`token` is what the acting person or machine shows; people and roles go by their names."""

    def look(self, token: str, at: str) -> int:
        """How many of `LOOKS` they see."""
        ...

    def invite(self, token: str, email: str, role: str) -> None: ...

    def accept(self, secret: str, password: str | None) -> bool:
        """Whether an account was made."""
        ...

    def give(self, token: str, person: str, role: str | None, channel: str | None) -> None:
        """Exactly this role; None takes all."""
        ...

    def lock(self, token: str, person: str) -> None: ...

    def remove(self, token: str, person: str) -> None: ...

    def make_role(self, token: str, name: str, permissions: list[str]) -> None: ...

    def change_role(self, token: str, name: str, permissions: list[str]) -> None: ...

    def remove_role(self, token: str, name: str) -> None: ...

    def make_key(self, token: str, name: str, scope: str) -> str: ...

    def revoke_key(self, token: str, name: str) -> None: ...

    def take_over_key(self, token: str, name: str) -> None: ...

    def act_for(self, token: str, account_id: AccountId) -> tuple[str, str]:
        """The token of the customer's place, and the id to end it by."""
        ...

    def stop_acting(self, token: str, key: str) -> None: ...

    def sign_out(self, token: str) -> None:
        """Of the shop, as whoever the token names."""
        ...

    def acted_for(self) -> set[AccountId]:
        """In whose place staff are at this moment, as the records say."""
        ...

    def take_off_second_factor(self, token: str, account_id: AccountId) -> None: ...

    def see_profile(self, token: str) -> None:
        """The customer's own."""
        ...

    def see_sign_ins(self, token: str) -> None:
        """Where the customer is signed in."""
        ...


@dataclass(frozen=True)
class MemoryAccess:
    app: Application

    def _actor(self, token: str) -> Actor:
        return self.app.authenticate(token, ADMIN)

    def look(self, token: str, at: str) -> int:
        ways: dict[str, Callable[[Actor], Any]] = {
            "orders": lambda actor: self.app.orders.list(ListOrders(actor)).items,
            "staff": lambda actor: self.app.access.list_staff(ListStaff(actor=actor)),
            "roles": lambda actor: self.app.access.list_roles(ListRoles(actor=actor)),
        }
        with refusals():
            return len(ways[at](self._actor(token)))

    def invite(self, token: str, email: str, role: str) -> None:
        with refusals():
            name, given = email.partition("@")[0].title(), (GivenRole(role),)
            self.app.access.invite_staff(InviteStaff(actor=self._actor(token), email=email, name=name, roles=given))

    def accept(self, secret: str, password: str | None) -> bool:
        with refusals():
            return self.app.access.accept_invitation(AcceptInvitation(token=secret, password=password)).new_account

    def give(self, token: str, person: str, role: str | None, channel: str | None) -> None:
        with refusals():
            given = () if role is None else (GivenRole(role, channel),)
            self.app.access.change_staff(ChangeStaff(actor=self._actor(token), staff_id=self._staff(person), roles=given))

    def lock(self, token: str, person: str) -> None:
        with refusals():
            self.app.access.lock_staff(LockStaff(actor=self._actor(token), staff_id=self._staff(person)))

    def remove(self, token: str, person: str) -> None:
        with refusals():
            self.app.access.remove_staff(RemoveStaff(actor=self._actor(token), staff_id=self._staff(person)))

    def make_role(self, token: str, name: str, permissions: list[str]) -> None:
        with refusals():
            self.app.access.create_role(CreateRole(actor=self._actor(token), name=name, permissions=tuple(permissions)))

    def change_role(self, token: str, name: str, permissions: list[str]) -> None:
        with refusals():
            command = ChangeRole(actor=self._actor(token), role_id=self._role(name), permissions=tuple(permissions))
            self.app.access.change_role(command)

    def remove_role(self, token: str, name: str) -> None:
        with refusals():
            self.app.access.remove_role(RemoveRole(actor=self._actor(token), role_id=self._role(name)))

    def make_key(self, token: str, name: str, scope: str) -> str:
        with refusals():
            return self.app.access.create_key(CreateKey(actor=self._actor(token), name=name, scopes=(scope,))).secret

    def revoke_key(self, token: str, name: str) -> None:
        with refusals():
            self.app.access.revoke_key(RevokeKey(actor=self._actor(token), key_id=self._key(name)))

    def take_over_key(self, token: str, name: str) -> None:
        with refusals():
            self.app.access.take_over_key(TakeOverKey(actor=self._actor(token), key_id=self._key(name)))

    def act_for(self, token: str, account_id: AccountId) -> tuple[str, str]:
        with refusals():
            device = Device("Firefox on Linux", "192.0.2.0/24")
            command = StartImpersonation(actor=self._actor(token), account_id=account_id, reason="asked for help", device=device)
            started = self.app.access.start_impersonation(command)
            return started.access_token, str(started.id)

    def stop_acting(self, token: str, key: str) -> None:
        with refusals():
            command = EndImpersonation(actor=self._actor(token), impersonation_id=ImpersonationId(UUID(key)))
            self.app.access.end_impersonation(command)

    def sign_out(self, token: str) -> None:
        with refusals():
            self.app.sessions.sign_out(SignOut(session_id=self.app.authenticate(token, SHOP).session_id))

    def acted_for(self) -> set[AccountId]:
        found = self.app.access.list_impersonations(ListImpersonations(actor=OPERATOR))
        return {item.account_id for item in found if item.running}

    def take_off_second_factor(self, token: str, account_id: AccountId) -> None:
        with refusals():
            self.app.access.reset_second_factor(ResetSecondFactor(actor=self._actor(token), account_id=account_id))

    def see_profile(self, token: str) -> None:
        with refusals():
            self.app.customers.see_profile(SeeProfile(self.app.authenticate(token, SHOP)))

    def see_sign_ins(self, token: str) -> None:
        with refusals():
            self.app.sessions.list_sessions(ListSessions(actor=self.app.authenticate(token, SHOP)))

    def _staff(self, name: str) -> Any:
        return next(member.id for member in self.app.access.list_staff(ListStaff(actor=OPERATOR)) if member.name == name)

    def _role(self, name: str) -> Any:
        return next(role.id for role in self.app.access.list_roles(ListRoles(actor=OPERATOR)) if name in (role.name, role.code))

    def _key(self, name: str) -> Any:
        return next(key.id for key in self.app.access.list_keys(ListKeys(actor=OPERATOR)) if key.name == name)


@dataclass(frozen=True)
class HttpAccess:
    """`operator` looks ids up; everything else is done by whoever the token names."""

    visitor: HttpClient
    operator: HttpClient

    def look(self, token: str, at: str) -> int:
        return len(self.visitor.with_token(token).get(LOOKS[at])["data"])

    def invite(self, token: str, email: str, role: str) -> None:
        body = {"email": email, "name": email.partition("@")[0].title(), "roles": [{"role": role}]}
        self.visitor.with_token(token).post("/api/v1/admin/invitations", body)

    def accept(self, secret: str, password: str | None) -> bool:
        answer = self.visitor.post("/api/v1/auth/invitations", {"token": secret} | ({"password": password} if password else {}))
        return bool(answer["new_account"])

    def give(self, token: str, person: str, role: str | None, channel: str | None) -> None:
        given = [] if role is None else [{"role": role, "channel": channel}]
        self.visitor.with_token(token).patch(self._staff(person), {"roles": given}, if_match="*")

    def lock(self, token: str, person: str) -> None:
        self.visitor.with_token(token).put(f"{self._staff(person)}/lock", {"locked": True})

    def remove(self, token: str, person: str) -> None:
        self.visitor.with_token(token).delete(self._staff(person))

    def make_role(self, token: str, name: str, permissions: list[str]) -> None:
        self.visitor.with_token(token).post("/api/v1/admin/roles", {"name": name, "permissions": permissions})

    def change_role(self, token: str, name: str, permissions: list[str]) -> None:
        self.visitor.with_token(token).patch(self._named("roles", name), {"permissions": permissions}, if_match="*")

    def remove_role(self, token: str, name: str) -> None:
        self.visitor.with_token(token).delete(self._named("roles", name))

    def make_key(self, token: str, name: str, scope: str) -> str:
        return str(self.visitor.with_token(token).post("/api/v1/admin/api-keys", {"name": name, "scopes": [scope]})["secret"])

    def revoke_key(self, token: str, name: str) -> None:
        self.visitor.with_token(token).delete(self._named("api-keys", name))

    def take_over_key(self, token: str, name: str) -> None:
        self.visitor.with_token(token).post(f"{self._named('api-keys', name)}/responsible")

    def act_for(self, token: str, account_id: AccountId) -> tuple[str, str]:
        body = {"account_id": str(account_id), "reason": "asked for help"}
        started = self.visitor.with_token(token).post("/api/v1/admin/impersonations", body)
        return started["access_token"], started["id"]

    def stop_acting(self, token: str, key: str) -> None:
        self.visitor.with_token(token).delete(f"/api/v1/admin/impersonations/{key}")

    def sign_out(self, token: str) -> None:
        self.visitor.with_token(token).post("/api/v1/auth/logout")

    def acted_for(self) -> set[AccountId]:
        found = self.operator.get("/api/v1/admin/impersonations")["data"]
        return {AccountId(UUID(item["account_id"])) for item in found if item["running"]}

    def take_off_second_factor(self, token: str, account_id: AccountId) -> None:
        self.visitor.with_token(token).post("/api/v1/admin/second-factor-resets", {"account_id": str(account_id)})

    def see_profile(self, token: str) -> None:
        self.visitor.with_token(token).get("/api/v1/me/profile")

    def see_sign_ins(self, token: str) -> None:
        self.visitor.with_token(token).get("/api/v1/me/sessions")

    def _staff(self, name: str) -> str:
        return self._named("staff", name)

    def _named(self, kind: str, name: str) -> str:
        found = self.operator.get(f"/api/v1/admin/{kind}")["data"]
        return next(f"/api/v1/admin/{kind}/{row['id']}" for row in found if name in (row["name"], row.get("code")))
