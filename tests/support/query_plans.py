"""What PostgreSQL does about a question, told by its own plans: run with ANALYZE, so that every number is what happened."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, event, text


def plans(engine: Engine, ask: Any) -> str:
    """The plans of every statement that `ask` sends."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        connection.execute(text("SET statement_timeout = 30000"))
        found = [
            connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS OFF) {statement}", given).scalars().all() for statement, given in sent
        ]
    return "\n".join(str(line) for plan in found for line in plan)


def executed_scans(plan: str) -> list[str]:
    return [line.strip() for line in plan.splitlines() if "Seq Scan" in line and "never executed" not in line]


def rows_read(plan: str) -> int:
    """Rows that came out of tables, the most of any node."""
    heap = [line for line in plan.splitlines() if re.search(r"(Heap Scan|Index Scan|Seq Scan)", line)]
    return max((int(float(found[1])) for line in heap if (found := re.search(r"actual time=\S+ rows=([\d.]+)", line))), default=0)


def rows_thrown_away(plan: str) -> int:
    """Rows that were read and did not fit, over all nodes."""
    return sum(int(found) for found in re.findall(r"Rows Removed by (?:Filter|Index Recheck|Join Filter): (\d+)", plan))
