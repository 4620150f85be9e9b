"""The columns of the matrix: who calls. The token is the caller's name; what real tokens prove is proved in `test_tokens`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from application.facade import Application
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from domain.sessions.audience import Audience
from domain.shared.errors import Unauthenticated
from domain.shared.ids import AccountId, ApiKeyId, ChannelId, SessionId

NOW = datetime.now(UTC)
EVERYTHING = frozenset(PERMISSIONS)


def _id(number: int) -> UUID:
    return UUID(f"01981e2c-7d4e-7b59-a5f1-{number:012d}")


def staff(permissions: Iterable[str], **more: object) -> Actor:
    known = {"account_id": AccountId(_id(1)), "session_id": SessionId(_id(2)), "signed_in_at": NOW, "strong": True}
    return Actor(ActorKind.STAFF, "ada", frozenset(permissions), **(known | more))  # type: ignore[arg-type]  # as its fields are


def machine(permissions: Iterable[str]) -> Actor:
    return Actor(ActorKind.STAFF, "key ak_1", frozenset(permissions), key_id=ApiKeyId(_id(3)))


def customer(number: int, **more: object) -> Actor:
    known = {"account_id": AccountId(_id(number)), "session_id": SessionId(_id(number + 1)), "signed_in_at": NOW}
    return Actor(ActorKind.CUSTOMER, "customer", **(known | more))  # type: ignore[arg-type]  # as its fields are


#: A channel that the sample shop does not sell in.
ELSEWHERE = ChannelId(_id(90))

CUSTOMER, STRANGER = customer(10), customer(20)
IMPERSONATED = customer(10, impersonator_id=AccountId(_id(1)), impersonator="ada")
STALE = customer(10, signed_in_at=datetime(2020, 1, 1, tzinfo=UTC))


class Door:
    """Stands where tokens are checked: lets in whom the test expects, by name."""

    def __init__(self) -> None:
        self.expected: dict[str, Actor] = {}

    def expect(self, actor: Actor) -> str:
        """The token to send."""
        self.expected["expected"] = actor
        return "expected"

    def authenticate(self, token: str, audiences: frozenset[Audience]) -> Actor:
        try:
            actor = self.expected[token]
        except KeyError:
            raise Unauthenticated from None
        # The walk may last longer than a sign-in stays fresh: who came in just now always did.
        return dataclasses.replace(actor, signed_in_at=datetime.now(UTC)) if actor.signed_in_at == NOW else actor


def behind(door: Door, application: Application) -> Application:
    return dataclasses.replace(application, authenticate=door.authenticate)
