"""Channels: the pattern of a sub-driver. A Protocol in the words of the steps, and its two implementations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from application.catalog.create_channel import CreateChannel
from application.catalog.list_channels import ListChannels
from application.facade import Application
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF


class ChannelsDriver(Protocol):
    def open(self, code: str, currency: str) -> None: ...

    def currencies(self) -> dict[str, str]:
        """Currency by channel code."""
        ...


@dataclass(frozen=True)
class MemoryChannels:
    app: Application

    def open(self, code: str, currency: str) -> None:
        with refusals():
            self.app.catalog.create_channel(CreateChannel(actor=STAFF, code=code, name=code.title(), currency=currency))

    def currencies(self) -> dict[str, str]:
        return {channel.code: channel.currency.code for channel in self.app.catalog.list_channels(ListChannels())}


@dataclass(frozen=True)
class HttpChannels:
    staff: HttpClient

    def open(self, code: str, currency: str) -> None:
        self.staff.post("/api/v1/admin/channels", {"code": code, "name": code.title(), "currency": currency})

    def currencies(self) -> dict[str, str]:
        return {channel["code"]: channel["currency"] for channel in self.staff.get("/api/v1/admin/channels")["data"]}
