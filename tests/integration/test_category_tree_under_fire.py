"""The tree of categories on real PostgreSQL: crossing moves end in a tree, whoever is first."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, text

from adapters.settings import Settings
from application.catalog.categories.create_category import CreateCategory
from application.catalog.categories.move_category import MoveCategory
from application.facade import Application
from application.shared.actor import Actor
from bootstrap import Backend, build
from domain.catalog.category import CategoryCycle
from domain.shared.ids import CategoryId
from domain.shared.localized_text import LocalizedText


@pytest.fixture
def app(real_settings: Settings) -> Iterator[Application]:
    application = build(real_settings, Backend.REAL)
    yield application
    application.close()


def make(app: Application, staff: Actor, name: str, parent: CategoryId | None = None) -> CategoryId:
    return app.catalog.create_category(CreateCategory(actor=staff, name=LocalizedText.of(name), parent_id=parent)).id


def at_once(app: Application, staff: Actor, moves: list[tuple[CategoryId, CategoryId | None]]) -> list[str]:
    start = Barrier(len(moves))

    def move(key: CategoryId, parent: CategoryId | None) -> str:
        start.wait(60)
        try:
            app.catalog.move_category(MoveCategory(actor=staff, category_id=key, parent_id=parent))
        except CategoryCycle:
            return "cycle"
        return "moved"

    with ThreadPoolExecutor(len(moves)) as pool:
        return list(pool.map(lambda pair: move(*pair), moves))


def assert_is_a_tree(settings: Settings) -> None:
    """Every category hangs on a root, and the stored paths are what the parent links say."""
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        rows = {row.id: row for row in connection.execute(text("SELECT id, parent_id, path FROM categories"))}
    engine.dispose()
    for key in rows:
        way = [key]
        while (parent := rows[way[0]].parent_id) is not None:
            assert parent not in way, "a cycle"
            way.insert(0, parent)
        assert list(rows[key].path) == way


def test_two_crossing_moves_never_make_a_cycle(app: Application, staff: Actor, real_settings: Settings) -> None:
    for _ in range(8):
        left, right = make(app, staff, "Left"), make(app, staff, "Right")
        make(app, staff, "Leaf", left)
        assert sorted(at_once(app, staff, [(left, right), (right, left)])) == ["cycle", "moved"]
    assert_is_a_tree(real_settings)


def test_a_ring_of_moves_leaves_a_tree(app: Application, staff: Actor, real_settings: Settings) -> None:
    ring = [make(app, staff, f"C{number}") for number in range(6)]
    outcomes = at_once(app, staff, [(key, ring[(number + 1) % 6]) for number, key in enumerate(ring)])
    assert sorted(outcomes) == ["cycle", *["moved"] * 5]
    assert_is_a_tree(real_settings)


def test_a_category_that_gets_a_child_while_it_is_moved_keeps_right_paths(app: Application, staff: Actor, real_settings: Settings) -> None:
    root, moved = make(app, staff, "Root"), make(app, staff, "Moved")
    with ThreadPoolExecutor(4) as pool:
        children = [pool.submit(make, app, staff, f"Child {number}", moved) for number in range(6)]
        move = pool.submit(app.catalog.move_category, MoveCategory(actor=staff, category_id=moved, parent_id=root))
        for job in [*children, move]:
            job.result(60)
    assert_is_a_tree(real_settings)
