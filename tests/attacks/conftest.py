"""Attackers walk through the same shop as the access matrix."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from application.shared.actor import Actor
from tests.access_matrix.callers import CUSTOMER, EVERYTHING, staff
from tests.access_matrix.conftest import Walk, open_walk
from tests.access_matrix.operations import Operation


@pytest.fixture(scope="package")
def shop() -> Iterator[Walk]:
    opened = open_walk()
    yield opened
    opened.app.close()


def insider(operation: Operation) -> Actor | None:
    """Whoever may call it: an attack begins where the door is open."""
    if operation.kind == "staff":
        return staff(EVERYTHING)
    return CUSTOMER if operation.kind == "signed_in" else None
