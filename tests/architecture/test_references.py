"""References between tables are checked in constant time, whichever index the server has planned with."""

from __future__ import annotations

import pytest
from sqlalchemy import ForeignKeyConstraint

from adapters.persistence import mappings  # noqa: F401 - declares every table
from adapters.persistence.metadata import metadata

COMPOSITE = [
    constraint
    for table in metadata.sorted_tables
    for constraint in table.constraints
    if isinstance(constraint, ForeignKeyConstraint) and len(constraint.columns) > 1
]


def test_there_are_references_of_several_columns() -> None:
    assert COMPOSITE


@pytest.mark.parametrize("constraint", COMPOSITE, ids=lambda constraint: constraint.name)
def test_no_index_answers_a_reference_by_a_part_of_its_columns(constraint: ForeignKeyConstraint) -> None:
    """The check of a reference is planned once a connection, perhaps while its table is empty and all indexes cost the same."""
    wanted = {element.column.name for element in constraint.elements}
    for index in constraint.referred_table.indexes:
        columns = [column.name for column in index.columns]
        if columns and columns[0] in wanted:
            assert wanted <= set(columns), f"{index.name} finds rows by {columns[0]} alone"
