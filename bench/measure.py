"""One measurement: load against a running server, with the CPU it cost."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.machine import facts
from bench.server import Server, cpu_seconds
from bench.wrk import SCRIPTS, Load, load

RESULTS = Path(__file__).parent / "results"


@dataclass
class Measurement:
    """`cpu_us` is the web processes' CPU time a request; `of_floor` the throughput as a share of the floor's."""

    name: str
    load: Load
    cpu_us: float
    of_floor: float | None = None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, **self.load.as_json(), "cpu_us_per_request": self.cpu_us, "of_floor": self.of_floor}


@dataclass
class Report:
    """Everything one run measured, printed as a table and kept as JSON."""

    title: str
    facts: dict[str, Any] = field(default_factory=dict)
    rows: list[Measurement] = field(default_factory=list)

    def measure(
        self,
        name: str,
        server: Server,
        script: str,
        connections: int,
        seconds: int,
        values: dict[str, str],
        *,
        threads: int | None = None,
        floor: Measurement | None = None,
    ) -> Measurement:
        settings = {"LUA_FOLDER": str(SCRIPTS), **values}
        warm = min(connections, 8)
        load(server.url, script, connections=warm, seconds=2, threads=min(threads or 2, warm), values=settings)
        before = cpu_seconds(server.pids())
        result = load(server.url, script, connections=connections, seconds=seconds, threads=threads, values=settings)
        spent = cpu_seconds(server.pids()) - before
        share = round(result.per_second / floor.load.per_second, 3) if floor else None
        row = Measurement(name, result, round(spent / max(result.requests, 1) * 1e6, 1), share)
        self.rows.append(row)
        return row

    def print(self) -> None:
        table = Table(title=self.title)
        for column in (
            "what",
            "conns",
            "requests/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "CPU µs",
            "503",
            "errors",
            "of floor",
            "flows/s",
            "flow p95 ms",
        ):
            table.add_column(column, justify="left" if column == "what" else "right")
        for row in self.rows:
            one = row.load
            cells = [row.name, one.connections, f"{one.per_second:.0f}", one.p50, one.p95, one.p99, row.cpu_us, one.refused, one.errors]
            cells += ["" if row.of_floor is None else f"{row.of_floor:.0%}", one.flows_per_second or "", one.flow_p95 or ""]
            table.add_row(*map(str, cells))
        Console(width=160).print(table)

    def save(self, name: str) -> Path:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{name}.json"
        path.write_text(
            json.dumps({"title": self.title, "machine": facts(), **self.facts, "rows": [r.as_json() for r in self.rows]}, indent=1)
        )
        return path
