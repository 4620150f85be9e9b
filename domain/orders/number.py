"""Order numbers: short, never repeated, and silent about how many orders there are."""

from __future__ import annotations

import hashlib
import hmac

_LEAST_DIGITS = 8
_ROUNDS = 4


def order_number(serial: int, prefix: str, key: bytes) -> str:
    """The number of the `serial`-th order: `prefix` and at least eight digits that only the holder of `key` can order by time.

    A keyed permutation of equally long numbers (a Feistel network with cycle walking) maps every serial to a number of its
    own, so no two collide and no retry is needed.
    """
    digits = max(_LEAST_DIGITS, len(str(serial)))
    low, high = (10 ** (digits - 1), 10**digits) if digits > _LEAST_DIGITS else (0, 10**digits)
    number = serial - low
    while True:
        number = _permuted(number, (high - low - 1).bit_length(), key)
        if number < high - low:
            return f"{prefix}{low + number:0{digits}d}"


def _permuted(number: int, bits: int, key: bytes) -> int:
    half = (bits + 1) // 2
    mask = (1 << half) - 1
    left, right = number >> half, number & mask
    for turn in range(_ROUNDS):
        left, right = right, left ^ (_round(right, turn, bits, key) & mask)
    return (left << half) | right


def _round(value: int, turn: int, bits: int, key: bytes) -> int:
    digest = hmac.digest(key, f"{turn}/{bits}/{value}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big")
