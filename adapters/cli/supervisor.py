"""Child processes of `stoa run`: started, restarted with growing pauses, ended together, never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_PR_SET_PDEATHSIG = 1
_FIRST_PAUSE, _LONGEST_PAUSE, _STEADY = 0.5, 30.0, 60.0


@dataclass
class Child:
    """One kind of process: its name in the log and its command line."""

    name: str
    command: list[str]
    colour: int
    process: subprocess.Popen[str] | None = None
    started: float = 0.0
    pause: float = _FIRST_PAUSE
    due: float = 0.0


@dataclass
class Supervisor:
    """Runs children until `stopping` is set; `remembered` is a file with their process ids, for the next start."""

    children: list[Child]
    environment: dict[str, str]
    remembered: Path
    say: Callable[[str], None]
    stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Start every child, after ending those that a killed supervisor left behind."""
        end_leftovers(self.remembered)
        for child in self.children:
            self._start(child)

    def watch(self) -> None:
        """Restart what has ended and whose pause is over; to be called often."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._plan_restart(child, now)
            if child.process is None and now >= child.due and not self.stopping.is_set():
                self._start(child)

    def any_ended(self) -> bool:
        """Whether a child has ended that should run."""
        return any(child.process is not None and child.process.poll() is not None for child in self.children)

    def stop(self, patience: float = 40.0) -> None:
        """Ask all to finish, wait, then kill the rest with everything they started."""
        self.stopping.set()
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            _signal(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + patience
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"process {process.pid} does not finish and is killed")
            _kill_session(process.pid)
            process.wait()
        self.remembered.unlink(missing_ok=True)

    def _start(self, child: Child) -> None:
        # A session of its own: a Ctrl-C reaches only us, and we end the children in order.
        child.process = subprocess.Popen(  # noqa: S603 - our own command line, no shell  # nosec B603
            child.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_die_with_parent(),
        )
        child.started = time.monotonic()
        threading.Thread(target=_copy_lines, args=(child, child.process), daemon=True).start()
        self._remember()

    def _plan_restart(self, child: Child, now: float) -> None:
        process = child.process
        if process is None or self.stopping.is_set():
            return
        _kill_session(process.pid)  # what it had started must not keep its port or its jobs
        child.process = None
        child.pause = _FIRST_PAUSE if now - child.started > _STEADY else min(child.pause * 2, _LONGEST_PAUSE)
        child.due = now + child.pause
        self.say(f"{child.name} ended ({_reason(process.returncode)}); starting it again in {child.pause:.0f} s")

    def _remember(self) -> None:
        lines = ""
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                lines += f"{child.name} {child.process.pid} {psutil.Process(child.process.pid).create_time()}\n"
        self.remembered.write_text(lines, encoding="utf-8")


def end_leftovers(remembered: Path) -> None:
    """End the children of a supervisor that was killed; a process id that was given to somebody else is left alone."""
    if not remembered.exists():
        return
    for line in remembered.read_text(encoding="utf-8").splitlines():
        _, pid, created = line.split()
        try:
            process = psutil.Process(int(pid))
            if abs(process.create_time() - float(created)) < 0.01:
                process.terminate()
                psutil.wait_procs([process], timeout=20)
                _kill_session(int(pid))
        except psutil.NoSuchProcess:
            continue  # it ended by itself
    remembered.unlink()


def _copy_lines(child: Child, process: subprocess.Popen[str]) -> None:
    label = f"{child.name:<6} | "
    if sys.stdout.isatty():
        label = f"\x1b[{child.colour}m{label}\x1b[0m"
    stream = process.stdout
    if stream is None:
        return
    with stream:
        for line in stream:
            sys.stdout.write(label + line)
            sys.stdout.flush()


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the child when we are killed; elsewhere the next start does."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return  # it ended by itself


def _kill_session(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return  # nothing of it is left


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
