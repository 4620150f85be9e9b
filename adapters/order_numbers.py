"""Order numbers that tell nobody how many orders there are."""

from __future__ import annotations

import hashlib
import hmac

from domain.orders.number import order_number


class KeyedOrderNumbers:
    """The key is derived from the installation's secret: changing the secret makes later numbers clash with earlier ones only by
    chance, and then the unique number in the database refuses and the next try takes the next serial."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"order-numbers", hashlib.sha256)

    def number(self, serial: int, prefix: str) -> str:
        return order_number(serial, prefix, self._key)
