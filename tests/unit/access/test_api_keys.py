"""API keys at the door: what opens, what does not, and what a process remembers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.security.api_keys import HmacKeySecrets, RememberedKeys
from application.sessions.ports import HeldRights
from domain.access.api_key import ApiKey
from domain.shared.errors import InvalidValue, Unauthenticated, Unavailable
from domain.shared.ids import AccountId, ApiKeyId, ChannelId

IDS = Uuid7Ids()
SECRETS = HmacKeySecrets("a" * 32)


class Store:
    """One key, and how often it was asked for."""

    def __init__(self) -> None:
        self.key: ApiKey | None = None
        self.reads, self.uses, self.down = 0, 0, False

    def find(self, prefix: str) -> ApiKey | None:
        self.reads += 1
        return self.key if self.key is not None and self.key.prefix == prefix else None

    def used(self, key_id: ApiKeyId, now: Any) -> None:
        self.uses += 1
        if self.down:
            raise Unavailable


class People:
    def __init__(self) -> None:
        self.held: dict[AccountId, HeldRights] = {}

    def of(self, account_id: AccountId) -> HeldRights | None:
        return self.held.get(account_id)


class Door:
    def __init__(self, clock: AdjustableClock) -> None:
        self.clock, self.store, self.people = clock, Store(), People()
        self.keys = RememberedKeys(SECRETS, self.store, self.people, clock)

    def key(self, *scopes: str, **options: Any) -> str:
        made = SECRETS.new()
        held = scopes or ("orders.read",)
        key_id = ApiKeyId(IDS.new())
        self.store.key = ApiKey(key_id, "Robot", made.prefix, made.secret_hash, held, self.clock.now(), **options)
        return made.text

    @property
    def stored(self) -> ApiKey:
        assert self.store.key is not None
        return self.store.key


@pytest.fixture
def door(clock: AdjustableClock) -> Door:
    return Door(clock)


def test_a_key_is_a_machine_with_its_scopes(door: Door) -> None:
    actor = door.keys.actor(door.key("orders.read", "orders.fulfil", quota=60))
    assert actor is not None
    assert (actor.permissions, actor.account_id, actor.key_id) == ({"orders.read", "orders.fulfil"}, None, door.stored.id)
    assert (actor.label, actor.quota) == (door.stored.prefix, 60)


def test_secrets_are_long_and_never_the_same(door: Door) -> None:
    assert len({SECRETS.new().text for _ in range(100)}) == 100
    text = door.key()
    assert door.stored.prefix.startswith("stoa_")
    assert len(text.removeprefix(f"{door.stored.prefix}_")) == 43


def test_what_is_kept_opens_nothing(door: Door) -> None:
    text = door.key()
    assert text.encode() not in door.stored.secret_hash
    assert HmacKeySecrets("b" * 32).read(text) != SECRETS.read(text)


def test_other_tokens_are_somebody_elses(door: Door) -> None:
    assert door.keys.actor("eyJhbGciOi") is None


def test_wrong_ended_and_revoked_keys_open_nothing(door: Door, clock: AdjustableClock) -> None:
    text = door.key(expires_at=clock.now() + timedelta(days=1))
    for wrong in ("stoa_", "stoa_x", text[:-1] + ("A" if text[-1] != "A" else "B"), text + "A", SECRETS.new().text):
        with pytest.raises(Unauthenticated):
            door.keys.actor(wrong)
    clock.advance(timedelta(days=2))
    with pytest.raises(Unauthenticated):
        door.keys.actor(text)
    other = door.key()
    door.stored.revoke(clock.now())
    with pytest.raises(Unauthenticated):
        door.keys.actor(other)


def test_a_known_key_costs_no_statement(door: Door) -> None:
    text = door.key()
    for _ in range(50):
        door.keys.actor(text)
    assert (door.store.reads, door.store.uses) == (1, 1)


def test_a_revocation_is_noticed_at_once_and_without_one_within_a_minute(door: Door, clock: AdjustableClock) -> None:
    text = door.key()
    door.keys.actor(text)
    revoked = replace_key(door)
    door.keys.forget([revoked.id])
    with pytest.raises(Unauthenticated):
        door.keys.actor(text)
    text = door.key()
    door.keys.actor(text)
    replace_key(door)
    clock.advance(timedelta(seconds=61))
    with pytest.raises(Unauthenticated):
        door.keys.actor(text)


def replace_key(door: Door) -> ApiKey:
    """Revoked in the store, by another process: what ours remembers is another object."""
    key = door.stored
    copy = ApiKey(key.id, key.name, key.prefix, key.secret_hash, key.scopes, door.clock.now(), responsible=key.responsible)
    copy.revoke(door.clock.now())
    door.store.key = copy
    return copy


def test_a_key_allows_what_its_person_holds_at_most(door: Door) -> None:
    ada, channel = AccountId(IDS.new()), ChannelId(IDS.new())
    text = door.key("orders.read", "orders.refund", responsible=ada)
    door.people.held[ada] = HeldRights(frozenset(("orders.read",)), {channel: frozenset(("orders.refund", "tax.write"))}, "Ada")
    actor = door.keys.actor(text)
    assert actor is not None
    assert (actor.permissions, actor.by_channel) == ({"orders.read"}, {channel: {"orders.refund"}})


def test_a_key_whose_person_left_allows_nothing(door: Door) -> None:
    ada = AccountId(IDS.new())
    text = door.key(responsible=ada)
    door.people.held[ada] = HeldRights(frozenset(("orders.read",)), {}, "Ada")
    door.keys.actor(text)
    del door.people.held[ada]
    door.keys.forget([ada])
    actor = door.keys.actor(text)
    assert actor is not None
    assert not actor.may_somewhere("orders.read")


def test_a_key_of_a_channel_opens_that_channel_alone(door: Door) -> None:
    here, there = ChannelId(IDS.new()), ChannelId(IDS.new())
    actor = door.keys.actor(door.key(channels=(here,)))
    assert actor is not None
    assert [actor.may("orders.read", channel) for channel in (here, there, None)] == [True, False, False]


def test_a_database_that_is_down_refuses_no_known_machine(door: Door) -> None:
    text = door.key()
    door.store.down = True
    assert door.keys.actor(text) is not None


@pytest.mark.parametrize(
    ("options", "field"),
    [({"quota": 0}, "quota"), ({"expires_at": timedelta(0)}, "expires_at"), ({"expires_at": timedelta(days=9999)}, "expires_at")],
)
def test_a_key_that_makes_no_sense_is_refused(door: Door, options: dict[str, Any], field: str) -> None:
    given = {name: door.clock.now() + value if isinstance(value, timedelta) else value for name, value in options.items()}
    with pytest.raises(InvalidValue) as refusal:
        door.key(**given)
    assert refusal.value.field == field
