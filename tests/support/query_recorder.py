"""Counts the SQL statements that a piece of code sends: `with recorded_queries() as queries: …; queries.expect(2)`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class QueryRecorder:
    """`statements` in the order of execution, over all engines and threads of this process; an executemany counts once."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)

    def expect(self, at_most: int) -> None:
        """Fail with the statements in the message when there were more; also when there were none, which means nothing was measured."""
        listing = "\n".join(f"  {number}. {' '.join(text.split())[:300]}" for number, text in enumerate(self.statements, 1))
        assert self.statements, "no SQL statement was recorded: is the code under test on PostgreSQL?"
        assert self.count <= at_most, f"expected at most {at_most} statements, saw {self.count}:\n{listing}"


@contextmanager
def recorded_queries() -> Iterator[QueryRecorder]:
    """Record every statement inside the block; transaction control (BEGIN, COMMIT) is not a statement here."""
    recorder = QueryRecorder()

    def note(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        recorder.statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield recorder
    finally:
        event.remove(Engine, "before_cursor_execute", note)
