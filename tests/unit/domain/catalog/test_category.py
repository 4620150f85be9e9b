"""The tree: no cycles, every sibling in its place."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.category import Category, CategoryCycle, arrange, in_tree_order, inserted
from domain.shared.errors import InvalidValue
from domain.shared.ids import CategoryId
from tests.support.catalogue import text

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def key(number: int) -> CategoryId:
    return CategoryId(UUID(int=number))


def a_category(number: int, parent: int | None = None) -> Category:
    return Category(key(number), text("C"), f"c{number}", NOW, parent_id=None if parent is None else key(parent), position=number)


def way_up(tree: dict[CategoryId, Category], start: CategoryId | None) -> list[CategoryId]:
    way: list[CategoryId] = []
    while start is not None:
        way.append(start)
        assert len(way) <= len(tree)
        start = tree[start].parent_id
    return way


@given(st.lists(st.tuples(st.integers(0, 7), st.none() | st.integers(0, 7)), max_size=30))
def test_no_sequence_of_moves_makes_a_cycle(moves: list[tuple[int, int | None]]) -> None:
    tree = {key(number): a_category(number) for number in range(8)}
    for moved, target in moves:
        parent = None if target is None else key(target)
        above = way_up(tree, parent)
        try:
            tree[key(moved)].move(NOW, parent, above)
        except CategoryCycle:
            assert key(moved) in above
    ordered = in_tree_order(list(tree.values()))
    assert len(ordered) == len(tree)
    seen: set[CategoryId] = set()
    for category in ordered:
        assert category.parent_id is None or category.parent_id in seen
        seen.add(category.id)


@given(st.integers(1, 6), st.integers(0, 9) | st.none())
def test_a_moved_category_takes_its_place_and_the_others_close_up(count: int, position: int | None) -> None:
    level = [a_category(number) for number in range(count)]
    moved = level[0]
    arrange(level, inserted(level, moved.id, position), NOW)
    assert sorted(category.position for category in level) == list(range(count))
    assert moved.position == min(count - 1 if position is None else position, count - 1)
    others = sorted(level[1:], key=lambda category: category.position)
    assert others == level[1:]


def test_an_order_names_everybody_once() -> None:
    level = [a_category(1), a_category(2)]
    for order in ([key(1)], [key(1), key(1)], [key(1), key(2), key(3)]):
        with pytest.raises(InvalidValue):
            arrange(level, order, NOW)
