"""Rights: permissions that hold everywhere, and permissions that hold in one channel; and who may give which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.access.errors import GrantRefused
from domain.shared.ids import ChannelId


@dataclass(frozen=True)
class Rights:
    """What somebody may do. What holds everywhere holds in every channel."""

    everywhere: frozenset[str] = frozenset()
    by_channel: Mapping[ChannelId, frozenset[str]] = field(default_factory=dict)

    def within(self, channel: ChannelId | None) -> frozenset[str]:
        """What holds in `channel`; None asks for what holds everywhere."""
        return self.everywhere if channel is None else self.everywhere | self.by_channel.get(channel, frozenset())

    def lacks(self, wanted: Rights) -> frozenset[str]:
        """What of `wanted` is not covered, wherever."""
        missing = wanted.everywhere - self.everywhere
        for channel, permissions in wanted.by_channel.items():
            missing |= permissions - self.within(channel)
        return missing

    def require_to_hold(self, wanted: Rights) -> None:
        """Whoever gives, takes or changes rights must hold them. Raises GrantRefused."""
        missing = self.lacks(wanted)
        if missing:
            raise GrantRefused(tuple(sorted(missing)))

    def cut_to(self, other: Rights) -> Rights:
        """What both hold."""
        channels = self.by_channel.keys() | other.by_channel.keys()
        everywhere = self.everywhere & other.everywhere
        local = {channel: (self.within(channel) & other.within(channel)) - everywhere for channel in channels}
        return Rights(everywhere, {channel: held for channel, held in local.items() if held})

    @classmethod
    def joined(cls, parts: Iterable[Rights]) -> Rights:
        """Everything that any of `parts` allows."""
        everywhere: frozenset[str] = frozenset()
        by_channel: dict[ChannelId, frozenset[str]] = {}
        for part in parts:
            everywhere |= part.everywhere
            for channel, held in part.by_channel.items():
                by_channel[channel] = by_channel.get(channel, frozenset()) | held
        return cls(everywhere, by_channel)

    @classmethod
    def of(cls, permissions: Iterable[str], channels: Iterable[ChannelId] = ()) -> Rights:
        """The same permissions in each of `channels`; everywhere when none is named."""
        held = frozenset(permissions)
        named = tuple(channels)
        return cls(by_channel=dict.fromkeys(named, held)) if named else cls(held)
