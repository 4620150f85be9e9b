"""A visitor's cart and the account's, put together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart.cart import Cart, CartLimits
from domain.cart.errors import CartNotFound
from domain.cart.merging import CutReason, merged
from domain.shared.cart_merging import CartMerging
from domain.shared.currency import Currency
from domain.shared.ids import AccountId, CartId, ChannelId, LineId, VariantId
from domain.shared.money import Money

NOW = datetime(2026, 1, 15, tzinfo=UTC)
LIMITS = CartLimits(quantity_per_line=10, lines=3)
GOODS = [VariantId(uuid4()) for _ in range(5)]


def a_cart(contents: dict[int, int], now: datetime = NOW) -> Cart:
    cart = Cart(CartId(uuid4()), "secret", ChannelId(uuid4()), Currency("EUR"), "en", now, LIMITS)
    for number, quantity in contents.items():
        cart.add(LineId(uuid4()), GOODS[number], quantity, Money.of(1000, "EUR"), now, LIMITS)
    return cart


Told = set[tuple[int, int, int, str]]


def held(mine: dict[int, int], theirs: dict[int, int], how: CartMerging = CartMerging.MERGE) -> tuple[dict[int, int], Told]:
    result = merged(a_cart(mine), a_cart(theirs), how, LIMITS)
    lines = {GOODS.index(line.variant_id): line.quantity for line in result.lines}
    return lines, {(GOODS.index(cut.variant_id), cut.wanted, cut.kept, cut.reason.value) for cut in result.cuts}


def test_equal_goods_add_up_and_others_come_in() -> None:
    assert held({0: 2, 1: 1}, {0: 3, 2: 1}) == ({0: 5, 1: 1, 2: 1}, set())


def test_what_exceeds_the_limit_of_a_line_is_told() -> None:
    assert held({0: 7}, {0: 8}) == ({0: 10}, {(0, 15, 10, "quantity_limit")})


def test_what_exceeds_the_number_of_lines_is_told() -> None:
    assert held({0: 1, 1: 1}, {2: 1, 3: 4}) == ({0: 1, 1: 1, 2: 1}, {(3, 4, 0, "line_limit")})


def test_replacing_tells_what_the_account_lost() -> None:
    assert held({0: 5, 1: 2}, {0: 3}, CartMerging.REPLACE) == ({0: 3}, {(0, 5, 3, "replaced"), (1, 2, 0, "replaced")})


def test_an_empty_visitor_cart_replaces_nothing() -> None:
    for how in CartMerging:
        assert held({0: 5}, {}, how) == ({0: 5}, set())


def test_the_cart_changed_last_is_kept() -> None:
    older, newer = a_cart({0: 1}), a_cart({1: 1}, NOW + timedelta(minutes=1))
    for account, visitor in ((older, newer), (newer, older)):
        result = merged(account, visitor, CartMerging.KEEP_NEWEST, LIMITS)
        assert [line.variant_id for line in result.lines] == [GOODS[1]]
        assert [(cut.variant_id, cut.reason) for cut in result.cuts] == [(GOODS[0], CutReason.REPLACED)]


contents = st.dictionaries(st.integers(0, 4), st.integers(1, 10), max_size=3)


@given(contents, contents, st.sampled_from(CartMerging))
def test_every_unit_is_kept_or_told(mine: dict[int, int], theirs: dict[int, int], how: CartMerging) -> None:
    lines, cuts = held(mine, theirs, how)
    assert len(lines) <= LIMITS.lines
    assert all(quantity <= LIMITS.quantity_per_line for quantity in lines.values())
    told = {number: (wanted, kept) for number, wanted, kept, _ in cuts}
    for number in mine.keys() | theirs.keys():
        most = max(mine.get(number, 0), theirs.get(number, 0))
        assert lines.get(number, 0) >= most or told[number] == (told[number][0], lines.get(number, 0))
        assert number not in told or told[number][0] > told[number][1]


def test_a_cart_of_an_account_is_not_there_for_others() -> None:
    cart, ada = a_cart({0: 1}), AccountId(uuid4())
    cart.adopt(ada, NOW, LIMITS)
    cart.expect_reader(ada)
    for other in (None, AccountId(uuid4())):
        with pytest.raises(CartNotFound):
            cart.expect_reader(other)
    with pytest.raises(CartNotFound):
        cart.adopt(AccountId(uuid4()), NOW, LIMITS)
