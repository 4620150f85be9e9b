"""How many products a second a Shopify CSV import brings into the shop, and what it costs; prints a table, keeps JSON.

`python -m bench.import_rate [PRODUCTS] [--folder .stoa/bench-import]`, on embedded services of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import resource
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table

from adapters.embedded.services import EmbeddedServices
from adapters.memory.queue import MemoryWorker
from adapters.settings import load_settings
from application.catalog.create_channel import CreateChannel
from application.catalog.imports.export_catalog import ExportCatalog
from application.catalog.imports.request_import import RequestImport
from application.catalog.imports.run_import import RunImport
from application.facade import Application
from application.inventory.locations import CreateLocation
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from bench.catalogue import write
from bench.machine import facts
from bench.measure import RESULTS
from bench.server import postgres_cpu
from bootstrap import Backend, build

STAFF = Actor(ActorKind.STAFF, "bench", frozenset(PERMISSIONS))


@dataclass
class Step:
    """Wall-clock seconds, and the CPU seconds of this process and of PostgreSQL."""

    name: str
    products: int
    seconds: float
    python_cpu: float
    postgres_cpu: float
    memory_mb: int

    @property
    def per_second(self) -> float:
        return self.products / self.seconds


class Bench:
    def __init__(self, app: Application, services: EmbeddedServices) -> None:
        self.app = app
        self.steps: list[Step] = []
        pid = services.postgres.status().pid
        assert pid is not None
        self.server = pid

    def step(self, name: str, products: int, work: Callable[[], object]) -> None:
        python, postgres, started = time.process_time(), postgres_cpu(self.server), time.perf_counter()
        work()
        seconds = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        cpu = time.process_time() - python
        self.steps.append(Step(name, products, seconds, cpu, postgres_cpu(self.server) - postgres, memory))

    def imported(self, file: Path, *, dry_run: bool = False) -> Callable[[], object]:
        def work() -> None:
            record = self.app.imports.request_import(
                RequestImport(actor=STAFF, source_name=file.name, channel="default", total_bytes=file.stat().st_size, dry_run=dry_run)
            )
            with file.open("rb") as content:
                done = self.app.imports.run_import(RunImport(import_id=record.id, content=content))
            assert done.counts.refused == 0, done.counts

        return work

    def exported(self) -> object:
        return sum(len(piece) for piece in self.app.imports.export_catalog(ExportCatalog(actor=STAFF, channel="default")))

    def print(self) -> None:
        table = Table(title="Catalogue import and export")
        for column in ("what", "products", "seconds", "products/s", "Python µs", "PostgreSQL µs", "peak MB"):
            table.add_column(column, justify="left" if column == "what" else "right")
        for one in self.steps:
            costs = (one.python_cpu / one.products * 1e6, one.postgres_cpu / one.products * 1e6)
            table.add_row(
                one.name,
                f"{one.products:,}",
                f"{one.seconds:.2f}",
                f"{one.per_second:,.0f}",
                *(f"{cost:.0f}" for cost in costs),
                str(one.memory_mb),
            )
        Console(width=140).print(table)

    def save(self) -> None:
        RESULTS.mkdir(exist_ok=True)
        rows = [asdict(one) | {"per_second": round(one.per_second, 1)} for one in self.steps]
        kept = {"title": "Catalogue import and export", "machine": facts(), "rows": rows}
        (RESULTS / "import_rate.json").write_text(json.dumps(kept, indent=1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("products", type=int, nargs="?", default=10_000)
    parser.add_argument("--folder", type=Path, default=Path(".stoa/bench-import"))
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    shutil.rmtree(given.folder, ignore_errors=True)
    services = EmbeddedServices(given.folder)
    services.start()
    try:
        run(services, given.folder, given.products)
    finally:
        services.stop()


def run(services: EmbeddedServices, folder: Path, products: int) -> None:
    from adapters.persistence.migrate import migrate

    settings = load_settings(
        _env_file=None, environment="test", database_url=services.postgres.url, redis_url=services.redis.url, data_dir=folder
    )
    migrate(settings.database_url)
    app = build(settings, Backend.REAL)
    try:
        # What is built stays: the collector need not walk over it while an import makes many objects that live a moment.
        gc.freeze()
        app.inventory.create_location(CreateLocation(actor=STAFF, code="main", name="Main"))
        app.catalog.create_channel(CreateChannel(actor=STAFF, code="default", name="Bench", currency="EUR"))
        bench = Bench(app, services)
        file = write(folder / "catalogue.csv", products)
        worker = MemoryWorker(app)
        bench.step("import (dry run)", products, bench.imported(file, dry_run=True))
        bench.step("import, new products", products, bench.imported(file))
        bench.step("refresh of what shoppers see (by the worker)", products, worker.drain)
        bench.step("import, same file again", products, bench.imported(file))
        bench.step("export", products, bench.exported)
        bench.print()
        bench.save()
    finally:
        app.close()


if __name__ == "__main__":
    main()
