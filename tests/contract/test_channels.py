"""The contract of the Channels repository and, with it, of units of work."""

from __future__ import annotations

import pytest

from domain.catalog.channel import Channel
from domain.shared.currency import Currency
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound
from domain.shared.ids import ChannelId
from tests.contract.conftest import BackendUnderTest


def a_channel(backend: BackendUnderTest, code: str = "default") -> Channel:
    return Channel(ChannelId(backend.ids.new()), code, "Europe", Currency("EUR"), backend.clock.now(), locales=("en", "de"))


def stored(backend: BackendUnderTest, code: str = "default") -> Channel:
    channel = a_channel(backend, code)
    with backend.unit_of_work() as uow:
        uow.channels.add(channel)
        uow.commit()
    return channel


def test_a_committed_channel_is_read_back_whole(backend: BackendUnderTest) -> None:
    stored(backend)
    with backend.unit_of_work() as uow:
        channel = uow.channels.by_code("default")
    assert (channel.name, channel.currency, channel.locales, channel.version) == ("Europe", Currency("EUR"), ("en", "de"), 1)


def test_without_commit_nothing_happened(backend: BackendUnderTest) -> None:
    with backend.unit_of_work() as uow:
        uow.channels.add(a_channel(backend))
    with backend.unit_of_work() as uow, pytest.raises(EntityNotFound):
        uow.channels.by_code("default")


def test_a_code_is_taken_once(backend: BackendUnderTest) -> None:
    stored(backend)
    with pytest.raises(AlreadyExists) as refusal:
        stored(backend)
    assert (refusal.value.field, refusal.value.value) == ("code", "default")


def test_a_change_moves_the_version_once(backend: BackendUnderTest) -> None:
    stored(backend)
    with backend.unit_of_work() as uow:
        channel = uow.channels.by_code("default")
        channel.change(backend.clock.now(), name="EU")
        uow.commit()
    with backend.unit_of_work() as uow:
        assert (uow.channels.by_code("default").name, uow.channels.by_code("default").version) == ("EU", 2)


def test_reading_moves_no_version(backend: BackendUnderTest) -> None:
    stored(backend)
    with backend.unit_of_work() as uow:
        uow.channels.by_code("default")
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.channels.by_code("default").version == 1


def test_the_second_of_two_overlapping_changes_is_refused(backend: BackendUnderTest) -> None:
    stored(backend)
    with backend.unit_of_work() as first, backend.unit_of_work() as second:
        mine, theirs = first.channels.by_code("default"), second.channels.by_code("default")
        mine.change(backend.clock.now(), name="mine")
        theirs.change(backend.clock.now(), name="theirs")
        first.commit()
        with pytest.raises(ConcurrencyConflict):
            second.commit()


def test_channels_are_listed_by_code(backend: BackendUnderTest) -> None:
    for code in ("b", "a"):
        stored(backend, code)
    with backend.unit_of_work() as uow:
        assert [channel.code for channel in uow.channels.all()] == ["a", "b"]
