"""Starting, finding and ending the processes of embedded services."""

import fcntl
import hashlib
import os
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from adapters.embedded.errors import EmbeddedServiceFailed

_SOCKET_PATH_LIMIT = 100  # the kernel stops at 107 bytes


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock file: of several processes that start or stop one service, one acts at a time."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)  # freed by the kernel, also when the holder is killed
        yield


def launch(command: list[str], log: Path, become: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that a Ctrl-C or a dying parent does not reach it."""
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own binaries, no shell  # nosec B603
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=become,
            start_new_session=True,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        )


def working_in(folder: Path, name: str) -> list[psutil.Process]:
    """Processes with this executable name whose working directory is the folder."""
    everyone = psutil.process_iter(["name"])
    return [process for process in everyone if process.info["name"] == name and works_in(process, folder)]


def works_in(process: psutil.Process, folder: Path) -> bool:
    """Whether a process runs in the folder; a process that is gone or not ours does not."""
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            _bury(process)
            return False
        return Path(process.cwd()) == folder
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return False


def _bury(process: psutil.Process) -> None:
    """Let a dead child of ours go: to others its process id would seem alive."""
    if process.ppid() == os.getpid():
        os.waitpid(process.pid, os.WNOHANG)


def end(processes: list[psutil.Process], polite: signal.Signals, patience: float) -> None:
    """Send the polite signal, wait, then kill what is left."""
    _signal(processes, polite)
    _, alive = psutil.wait_procs(processes, timeout=patience)
    _signal(alive, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=10)


def _signal(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            continue  # it ended by itself, which is what we want


def wait_until(ready: Callable[[], bool], child: subprocess.Popen[bytes], seconds: float, name: str, log: Path) -> None:
    """Poll until a started service answers; fail at once, with the end of its log, when it dies."""
    deadline = time.monotonic() + seconds
    while not ready():
        if child.poll() is not None:
            raise EmbeddedServiceFailed(f"{name} ended with code {child.returncode} at start. {tail(log)}")
        if time.monotonic() > deadline:
            child.kill()
            child.wait()
            raise EmbeddedServiceFailed(f"{name} did not answer within {seconds:.0f} seconds. {tail(log)}")
        time.sleep(0.03)
    child.returncode = 0  # disowned: the service outlives us on purpose, and is found and waited for by its process id


def tail(log: Path, lines: int = 12) -> str:
    """The end of a log file, for an error message."""
    if not log.exists():
        return f"It wrote no log ({log})."
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    return f"Its log ({log}) ends with:\n" + "\n".join(f"    {line}" for line in last)


def socket_folder(preferred: Path, filename: str) -> Path:
    """Where a socket lives: beside the data, or in a short private folder when that path is too long for the kernel."""
    if len(os.fsencode(preferred / filename)) <= _SOCKET_PATH_LIMIT:
        return preferred
    digest = hashlib.sha256(os.fsencode(preferred)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"stoa-{os.geteuid()}-{digest}"


def leave_socket_folder(folder: Path, service: Path) -> None:
    """Remove a socket folder that had to live outside the service's own folder, once the server is gone."""
    if service not in folder.parents and folder.exists():
        for leftover in folder.iterdir():
            leftover.unlink()
        folder.rmdir()


def service_folder(folder: Path) -> None:
    """Make the folder of a service, or refuse one that an ordinary user may not write to."""
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise EmbeddedServiceFailed(_foreign(folder, folder.stat().st_uid))


def private_folder(folder: Path, owner: int) -> None:
    """Make a folder that only its owner enters; refuse one that somebody else put there first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise EmbeddedServiceFailed(_foreign(folder, found.st_uid))
    folder.chmod(0o700)


def _foreign(folder: Path, uid: int) -> str:
    return f"{folder} belongs to another account (uid {uid}): start Stoa as that user, or set STOA_DATA_DIR to a folder of your own."
