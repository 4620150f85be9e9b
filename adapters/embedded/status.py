"""What an embedded service says about itself."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ServiceStatus:
    """One service at one moment; `url` is what a client connects to, also while it is stopped."""

    name: str
    running: bool
    pid: int | None
    url: str
    data: Path
    log: Path
