"""Which system account runs PostgreSQL, which refuses to run as root."""

import ctypes
import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from adapters.embedded.errors import EmbeddedServiceFailed

_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
_PR_SET_KEEPCAPS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 8, 47, 2
_LINUX_CAPABILITY_VERSION_3 = 0x20080522


@dataclass(frozen=True)
class Account:
    """An unprivileged account to become; `capability` lets it pass folders closed to it, such as /root."""

    uid: int
    gid: int
    capability: int | None

    def own(self, folder: Path) -> None:
        """Give a folder (not what is in it) to this account."""
        os.chown(folder, self.uid, self.gid)

    def become(self) -> Callable[[], None]:
        """A function for the child process, between fork and exec, that gives up root."""
        libc = ctypes.CDLL(None, use_errno=True)  # loaded before the fork: loading may take locks

        def drop() -> None:
            if self.capability is not None:
                libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)
            if self.capability is not None:
                _keep_only(libc, self.capability)

        return drop


def service_account(*needs: Path) -> Account | None:
    """The account to run as: None when we are an ordinary user, otherwise `nobody`, able to reach every path given."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedServiceFailed(
            "PostgreSQL refuses to run as root and this machine has no account `nobody` to run it as: start Stoa as an ordinary user."
        ) from None
    capability = None if all(_passable(path) for path in needs) else _capability()
    return Account(entry.pw_uid, entry.pw_gid, capability)


def _passable(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def _capability() -> int:
    """A capability of ours that opens folders; containers often grant only the wider of the two."""
    permitted = next(
        int(line.split()[1], 16) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines() if line.startswith("CapPrm")
    )
    for capability in (_DAC_READ_SEARCH, _DAC_OVERRIDE):
        if permitted & (1 << capability):
            return capability
    raise EmbeddedServiceFailed(
        "PostgreSQL runs as `nobody` when root starts it, and that account cannot enter this folder: "
        "put the project in a folder that everybody may pass (chmod o+x), or start Stoa as an ordinary user."
    )


def _keep_only(libc: ctypes.CDLL, capability: int) -> None:
    """Make one capability the only one, and let it survive the exec (an ambient capability)."""
    mask = 1 << capability
    header = (ctypes.c_uint32 * 2)(_LINUX_CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    libc.capset(ctypes.byref(header), ctypes.byref(data))
    libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0)
