"""The contract of the Categories repository."""

from __future__ import annotations

from typing import Any

import pytest

from domain.shared.errors import AlreadyExists, EntityNotFound
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import Catalogue


@pytest.fixture
def catalogue(backend: BackendUnderTest) -> Catalogue:
    return Catalogue(backend)


def slugs(categories: list[Any]) -> list[str]:
    return [category.slug for category in categories]


def test_the_way_up_leads_from_the_root_to_the_category(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    women = catalogue.category("women")
    shoes = catalogue.category("shoes", women)
    boots = catalogue.category("boots", shoes)
    with backend.unit_of_work() as uow:
        assert slugs(uow.categories.ancestors(boots.id)) == ["women", "shoes", "boots"]
        assert uow.categories.ancestors(backend.ids.new()) == []


def test_children_come_by_position(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    first, second = catalogue.category("a"), catalogue.category("b")
    with backend.unit_of_work() as uow:
        uow.categories.get(first.id).place(backend.clock.now(), 5)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert slugs(uow.categories.children(None)) == ["b", "a"]
        assert uow.categories.children(second.id) == []


def test_the_whole_tree_has_parents_first(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    root = catalogue.category("root")
    catalogue.category("leaf", catalogue.category("branch", root))
    with backend.unit_of_work() as uow:
        assert slugs(uow.categories.all()) == ["root", "branch", "leaf"]


def test_a_slug_is_taken_once_and_free_ones_are_found(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    catalogue.category("shoes")
    with pytest.raises(AlreadyExists):
        catalogue.category("shoes")
    with backend.unit_of_work() as uow:
        assert uow.categories.free_slug("shoes") == "shoes-2"
        assert uow.categories.free_slug("hats") == "hats"
        with pytest.raises(EntityNotFound):
            uow.categories.by_slug("hats")


def test_products_move_to_another_category_without_doubling(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    old, new = catalogue.category("old"), catalogue.category("new")
    only_old, both = catalogue.product("p1", "S1"), catalogue.product("p2", "S2")
    with backend.unit_of_work() as uow:
        uow.products.get(only_old.id).assign_categories(backend.clock.now(), [old.id])
        uow.products.get(both.id).assign_categories(backend.clock.now(), [old.id, new.id])
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.categories.products_in(old.id) == sorted([only_old.id, both.id])
        uow.categories.move_products(old.id, new.id, backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.categories.products_in(old.id) == []
        assert uow.products.get(only_old.id).category_ids == (new.id,)
        assert uow.products.get(both.id).category_ids == (new.id,)
        assert uow.products.get(both.id).version == 3


def test_existing_leaves_unknown_ids_out(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    known = catalogue.category("known")
    with backend.unit_of_work() as uow:
        assert uow.categories.existing([known.id, backend.ids.new()]) == {known.id}
        assert uow.categories.existing([]) == set()
