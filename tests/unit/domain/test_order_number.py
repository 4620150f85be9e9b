"""Order numbers: all different, all alike, no order in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.orders.number import order_number

KEY = b"k" * 32


def test_twenty_thousand_numbers_are_all_different() -> None:
    numbers = {order_number(serial, "EU", KEY) for serial in range(1, 20_001)}
    assert len(numbers) == 20_000
    assert {len(number) for number in numbers} == {10}


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_no_two_serials_share_a_number(one: int, other: int) -> None:
    assert (order_number(one, "", KEY) == order_number(other, "", KEY)) == (one == other)


def test_neighbours_are_far_apart_and_another_key_gives_other_numbers() -> None:
    first, second = (int(order_number(serial, "", KEY)) for serial in (1, 2))
    assert abs(first - second) > 1000
    assert order_number(1, "", KEY) != order_number(1, "", b"other")
