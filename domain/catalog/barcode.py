"""Global trade item numbers (GTIN-8, UPC-A, EAN-13, GTIN-14) with their check digit."""

from __future__ import annotations

from domain.shared.errors import InvalidValue

LENGTHS = frozenset({8, 12, 13, 14})


def gtin_check_digit(digits: str) -> int:
    """The check digit for a number without it (GS1 General Specifications, 7.9): weights 3 and 1 from the right, modulo 10."""
    total = sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(digits)))
    return -total % 10


def checked_barcode(text: str, where: str = "barcode") -> str:
    """Digits only, with hyphens and spaces taken out; raises InvalidValue for a wrong length or check digit."""
    digits = text.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in LENGTHS:
        raise InvalidValue(where, "must be a GTIN of 8, 12, 13 or 14 digits (EAN, UPC, ISBN-13)")
    expected = gtin_check_digit(digits[:-1])
    if int(digits[-1]) != expected:
        raise InvalidValue(where, f"has a wrong check digit: {digits[-1]}, should be {expected}")
    return digits
