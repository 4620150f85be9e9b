"""Runs the load tool wrk and reads its figures."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "lua"


@dataclass(frozen=True)
class Load:
    """Closed loop: every connection sends its next request when the answer has arrived. Milliseconds; `refused` counts 503."""

    connections: int
    seconds: float
    requests: int
    per_second: float
    p50: float
    p95: float
    p99: float
    slowest: float
    refused: int
    errors: int
    flows: int = 0
    flows_per_second: float = 0.0
    flow_p50: float = 0.0
    flow_p95: float = 0.0
    flow_p99: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def load(
    url: str, script: str, *, connections: int, seconds: int, threads: int | None = None, values: dict[str, str] | None = None
) -> Load:
    """Load `url` for `seconds` (bounded by the tool itself). `values` reach the Lua script as environment variables.

    A flow of several requests needs one thread a connection: the script keeps the flow's state per thread.
    """
    if not url.startswith(("http://127.0.0.1:", "http://[::1]:")):
        raise ValueError("load goes to this machine only")
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is not installed: apt-get install wrk")
    command = ["wrk", f"-c{connections}", f"-t{threads or min(connections, 2)}", f"-d{seconds}s", "--timeout", "30s"]
    command += ["-s", str(SCRIPTS / script), url]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(values or {})}, timeout=seconds + 90, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), None)
    if line is None:
        raise RuntimeError(f"wrk gave no result:\n{done.stdout}\n{done.stderr}")
    return Load(connections=connections, **json.loads(line.removeprefix("RESULT ")))
