"""The contract of the Collections repository: members by hand and by rules."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.catalog.channel import Channel
from domain.catalog.collection import Collection, Condition, ConditionKind, Match, RuleSet
from domain.catalog.product import Product
from domain.pricing.price import Price
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CollectionId, PriceId, ProductId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import Catalogue, text


@pytest.fixture
def catalogue(backend: BackendUnderTest) -> Catalogue:
    return Catalogue(backend)


def a_collection(backend: BackendUnderTest, rules: RuleSet | None = None, slug: str = "best") -> Collection:
    collection = Collection(CollectionId(backend.ids.new()), text(slug), slug, backend.clock.now(), rules=rules)
    with backend.unit_of_work() as uow:
        uow.collections.add(collection)
        uow.commit()
    return collection


def chosen(backend: BackendUnderTest, *conditions: Condition, match: Match = Match.ALL) -> set[ProductId]:
    """What a new collection with these rules holds."""
    collection = a_collection(backend, RuleSet(match, conditions), f"c-{backend.ids.new()}")
    with backend.unit_of_work() as uow:
        uow.collections.apply_rules(backend.clock.now(), [uow.collections.get(collection.id)])
        uow.commit()
    with backend.unit_of_work() as uow:
        return set(uow.collections.members(collection.id))


def test_members_keep_the_order_given(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    a, b, c = (catalogue.product(slug, slug).id for slug in "abc")
    collection = a_collection(backend)
    steps: list[tuple[list[ProductId], set[ProductId]]] = [
        ([c, a], {c, a}),
        ([a, b, c], {a, b, c}),
        ([a, b, c], set()),
        ([b], {a, b, c}),
        ([], {b}),
    ]
    for order, touched in steps:
        with backend.unit_of_work() as uow:
            assert set(uow.collections.set_members(collection.id, order)) == touched
            uow.commit()
        with backend.unit_of_work() as uow:
            assert uow.collections.members(collection.id) == order


def test_an_unknown_product_cannot_be_a_member(backend: BackendUnderTest) -> None:
    collection = a_collection(backend)
    with backend.unit_of_work() as uow, pytest.raises(EntityNotFound):
        uow.collections.set_members(collection.id, [ProductId(backend.ids.new())])


def test_members_go_with_their_product_and_their_collection(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    a, b = (catalogue.product(slug, slug) for slug in "ab")
    collection = a_collection(backend)
    with backend.unit_of_work() as uow:
        uow.collections.set_members(collection.id, [a.id, b.id])
        uow.commit()
    with backend.unit_of_work() as uow:
        uow.products.remove(uow.products.get(a.id))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.collections.members(collection.id) == [b.id]
        uow.collections.remove(uow.collections.get(collection.id))
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.collections.all() == []
        assert uow.collections.members(collection.id) == []


def test_rules_survive_storage(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    channel = catalogue.channel()
    rules = RuleSet(
        Match.ANY,
        (
            Condition(ConditionKind.TAG, "sale"),
            Condition(ConditionKind.PRICE_UNDER, channel_id=channel.id, price=Money(1000, channel.currency)),
        ),
    )
    a_collection(backend, rules)
    with backend.unit_of_work() as uow:
        assert uow.collections.by_slug("best").rules == rules


def test_text_rules_ignore_case_and_look_at_every_language(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    name = LocalizedText({"en": "Coffee mug", "de": "Kaffeetasse mit Ärmel"})
    mug = catalogue.product("mug", "M", name=name, tags=["Für Büro"], vendor="Tonwerk")
    catalogue.product("plate", "P", tags=["kitchen"], vendor="Other")
    assert chosen(backend, Condition(ConditionKind.TITLE_CONTAINS, "ÄRMEL")) == {mug.id}
    assert chosen(backend, Condition(ConditionKind.TAG, "für büro")) == {mug.id}
    assert chosen(backend, Condition(ConditionKind.VENDOR, "TONWERK")) == {mug.id}
    assert chosen(backend, Condition(ConditionKind.TITLE_CONTAINS, "100%_")) == set()


def test_a_category_rule_takes_the_whole_subtree(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    root = catalogue.category("root")
    leaf = catalogue.category("leaf", catalogue.category("branch", root))
    inside, outside = catalogue.product("in", "I"), catalogue.product("out", "O")
    with backend.unit_of_work() as uow:
        uow.products.get(inside.id).assign_categories(backend.clock.now(), [leaf.id])
        uow.commit()
    assert chosen(backend, Condition(ConditionKind.CATEGORY, str(root.id))) == {inside.id}
    assert outside.id not in chosen(backend, Condition(ConditionKind.CATEGORY, str(leaf.id)))


def priced(backend: BackendUnderTest, channel: Channel, product: Product, index: int, amount: int, **window: object) -> None:
    variant = product.variants[index]
    price = Price(PriceId(backend.ids.new()), product.id, variant.id, channel.id, Money(amount, channel.currency), **window)  # type: ignore[arg-type]  # windows only
    with backend.unit_of_work() as uow:
        uow.prices.put([price], backend.clock.now(), "test")
        uow.commit()


def test_price_rules_look_at_the_cheapest_price_that_counts_now(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    channel, now = catalogue.channel(), backend.clock.now()
    lamp, other = catalogue.product("lamp", "S", "L"), catalogue.product("unpriced", "U")
    priced(backend, channel, lamp, 0, 3000)
    priced(backend, channel, lamp, 1, 5000)
    priced(backend, channel, lamp, 0, 1000, valid_from=now + timedelta(days=1), valid_until=now + timedelta(days=2))
    under = Condition(ConditionKind.PRICE_UNDER, channel_id=channel.id, price=Money(2000, channel.currency))
    over = Condition(ConditionKind.PRICE_OVER, channel_id=channel.id, price=Money(2000, channel.currency))
    exactly = Condition(ConditionKind.PRICE_OVER, channel_id=channel.id, price=Money(3000, channel.currency))
    assert (chosen(backend, under), chosen(backend, over), chosen(backend, exactly)) == (set(), {lamp.id}, set())
    backend.clock.advance(timedelta(days=1))
    assert (chosen(backend, under), chosen(backend, over)) == ({lamp.id}, set())
    assert other.id not in chosen(backend, under, over, match=Match.ANY)


def test_all_and_any(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    both = catalogue.product("both", "B", tags=["a", "b"])
    one = catalogue.product("one", "O", tags=["a"])
    conditions = (Condition(ConditionKind.TAG, "a"), Condition(ConditionKind.TAG, "b"))
    assert chosen(backend, *conditions) == {both.id}
    assert chosen(backend, *conditions, match=Match.ANY) == {both.id, one.id}


def test_rules_among_named_products_leave_the_others_alone(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    now = backend.clock.now()
    a, b = catalogue.product("a", "A", tags=["x"]), catalogue.product("b", "B", tags=["x"])
    collection = a_collection(backend, RuleSet(Match.ALL, (Condition(ConditionKind.TAG, "x"),)))
    with backend.unit_of_work() as uow:
        changed = uow.collections.apply_rules(now, uow.collections.all(), [a.id])
        uow.commit()
    assert (changed.collections, changed.products) == ((collection.id,), (a.id,))
    with backend.unit_of_work() as uow:
        assert uow.collections.members(collection.id) == [a.id]
        uow.products.get(a.id).change(now, tags=[])
        uow.commit()
    with backend.unit_of_work() as uow:
        changed = uow.collections.apply_rules(now, uow.collections.all())
        again = uow.collections.apply_rules(now, uow.collections.all())
        uow.commit()
    assert set(changed.products) == {a.id, b.id}
    assert again.products == ()
