"""Many workers make the same documents anew while staff change the goods: nobody deadlocks, and the last change shows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

from flask.testing import FlaskClient

from application.facade import Application
from tests.support.merchant import Merchant

NAMES = [f"Thing {number}" for number in range(12)]


def test_the_last_change_shows_whoever_refreshed_last(
    app: Application, merchant: Merchant, settle: Callable[[], None], shopper: FlaskClient
) -> None:
    for name in NAMES:
        merchant.sells(name, "1.00", categories=["Things"], tags=(name,))
    unit_of_work = app.browsing.refresh_due_documents._handler.unit_of_work  # type: ignore[attr-defined]  # looking inside

    def refresh(seed: int) -> None:
        rng = Random(seed)
        for _ in range(8):
            chosen = rng.sample(sorted(merchant.products.values()), 8)
            with unit_of_work() as uow:
                uow.product_documents.refresh(chosen, app.clock.now())
                uow.commit()

    def reprice(seed: int) -> None:
        for number in range(2, 8):
            merchant.reprices(NAMES[seed], f"{number}.00")
            with unit_of_work() as uow:
                uow.product_documents.refresh([merchant.products[NAMES[seed]]], app.clock.now())
                uow.commit()

    with ThreadPoolExecutor(8) as pool:
        for done in [*(pool.submit(refresh, seed) for seed in range(4)), *(pool.submit(reprice, seed) for seed in range(4))]:
            done.result()
    prices = {item["name"]: item["price"]["amount"] for item in shopper.get("/api/v1/products").json["data"]}
    assert prices == {name: 700 if number < 4 else 100 for number, name in enumerate(NAMES)}
