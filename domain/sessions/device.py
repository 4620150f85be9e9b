"""What a session knows of the device it runs on: enough for its owner to recognise it, too little to follow anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: Longer texts are cut: real browsers stay below it.
MAX_USER_AGENT = 300


@dataclass(frozen=True)
class Device:
    """`network` is coarse: the /24 or /48 of the client's address, never the whole address."""

    user_agent: str
    network: str

    def __post_init__(self) -> None:
        printable = "".join(character for character in self.user_agent if character.isprintable())
        object.__setattr__(self, "user_agent", printable[:MAX_USER_AGENT])
        object.__setattr__(self, "network", self.network[:64])


@dataclass(frozen=True)
class Proof:
    """When and how credentials were shown: `methods` as in RFC 8176 (`pwd`, `otp`, `mail`), `strong` with a second factor."""

    at: datetime
    strong: bool
    methods: tuple[str, ...] = ("pwd",)
