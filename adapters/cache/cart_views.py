"""Calculated carts between two looks at them, kept as ready answers: by version, until a product in them changes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from adapters.codec import decode, encode, from_json, to_json
from application.cart.ports import Buyer
from application.cart.view import CartView
from application.catalog.browsing.topics import product_topic
from application.shared.ready_answers import ReadyAnswer, ReadyAnswers
from domain.cart.cart import Cart


class ReadyCartViews:
    """See `application.cart.ports.CartViewCache`. Works without its store, just slower: `ReadyAnswers` promises that."""

    def __init__(self, answers: ReadyAnswers) -> None:
        self._answers = answers

    def view(self, cart: Cart, buyer: Buyer | None, calculate: Callable[[], CartView]) -> CartView:
        fresh: list[CartView] = []

        def produce() -> ReadyAnswer:
            view = calculate()
            fresh.append(view)
            topics = {product_topic(line.product_id) for line in view.lines if line.product_id is not None}
            return ReadyAnswer(200, to_json(encode(view)), (), tuple(sorted(topics)))

        # The version is part of the key: a changed cart never meets the view of an older one, whatever happened to the store.
        key = f"cart:{cart.id}:{cart.version}{_known_of(buyer)}"
        answer = self._answers.find(key) or self._answers.fill(key, produce)
        if fresh or answer is None:
            return fresh[0] if fresh else calculate()
        return decode(CartView, from_json(answer.body))


def _known_of(buyer: Buyer | None) -> str:
    """What a view depends on besides the cart: a buyer's taxes. Digested, because keys are no place for what is known of people."""
    return "" if buyer is None else ":" + sha256(repr((buyer.tax, buyer.destination, buyer.company)).encode()).hexdigest()[:16]
