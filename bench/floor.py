"""The floor: the least that the same server and stack can cost. A bare Flask view that returns given bytes, or that writes one row.

Started by granian as `bench.floor:app`. FLOOR_BYTES names a file with the bytes of the read; FLOOR_DATABASE_URL the database of the write.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from flask import Flask, Response
from sqlalchemy import Column, Integer, MetaData, Table, Text, Uuid, insert, update

from adapters.persistence.engine import write_engine

metadata = MetaData()
rows = Table("floor_rows", metadata, Column("id", Uuid, primary_key=True), Column("text", Text), Column("count", Integer))
counters = Table("floor_counters", metadata, Column("id", Integer, primary_key=True), Column("count", Integer))

#: Updates are spread over this many rows, as carts are: the floor must not measure waiting for one row.
COUNTERS = 5_000

app = Flask("floor")
content = Path(os.environ["FLOOR_BYTES"]).read_bytes() if "FLOOR_BYTES" in os.environ else b"{}"
engine = write_engine(os.environ["FLOOR_DATABASE_URL"]) if "FLOOR_DATABASE_URL" in os.environ else None


@app.get("/read")
def read() -> Response:
    return Response(content, content_type="application/json")


@app.post("/write")
def write() -> Response:
    """One INSERT and one UPDATE in one transaction."""
    assert engine is not None
    key = uuid4()
    with engine.begin() as connection:
        connection.execute(insert(rows).values(id=key, text="x" * 200, count=1))
        connection.execute(update(counters).where(counters.c.id == key.int % COUNTERS).values(count=counters.c.count + 1))
    return Response(b"{}", content_type="application/json")


def prepare(url: str) -> None:
    """Make the floor's tables, empty, with its counters."""
    target = write_engine(url)
    metadata.drop_all(target)
    metadata.create_all(target)
    with target.begin() as connection:
        connection.execute(insert(counters), [{"id": number, "count": 0} for number in range(COUNTERS)])
    target.dispose()
