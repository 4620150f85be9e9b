"""Web processes and worker are killed at random during 300 purchases, PostgreSQL crashes twice: nothing is lost, nothing is doubled."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from application.inventory.verify_stock import VerifyStock
from bootstrap import build
from tests.crash.doomed_shop import DoomedShop, ask, doomed_shop
from tests.support.shop import APPROVED, LATE, STAFF, TIMES_OUT

pytestmark = [pytest.mark.crash, pytest.mark.timeout(1200)]

PURCHASES, BUYERS = 300, 8
ADDRESS = {"name": "Ada", "lines": ["Ring 1"], "city": "Berlin", "postal_code": "10115", "country": "DE"}


def insist(method: str, url: str, body: Any, key: str | None, until: float) -> Any:
    """What a good client does: repeat with the same key until there is an answer."""
    while time.monotonic() < until:
        status, answer = ask(method, url, body, key)
        if status in (200, 201, 202):
            return answer
        if status not in (0, 409, 500, 502, 503):
            raise AssertionError(f"{method} {url}: {status} {answer}")
        if status == 500:
            raise AssertionError(f"an unexpected error reached the buyer: {answer}")
        time.sleep(0.2)
    raise AssertionError(f"{method} {url} hung")


def buy(shop: DoomedShop, number: int, until: float) -> str:
    """One purchase from cart to order; answers the order number."""
    rng = random.Random(number)
    lines = [{"variant_id": str(item), "quantity": rng.randint(1, 3)} for item in rng.sample(shop.items, 2)]
    cart = insist("POST", f"{shop.url}/api/v1/carts", {"lines": lines}, str(uuid.uuid4()), until)
    here = f"{shop.url}/api/v1/carts/{cart['token']}/checkout"
    card = TIMES_OUT if number % 10 == 3 else LATE if number % 10 == 7 else APPROVED
    details = {
        "email": f"buyer{number}@example.com",
        "shipping_address": ADDRESS,
        "shipping_method": "standard",
        "payment": {"method": "test", "card_number": card},
    }
    insist("PATCH", here, details, None, until)
    if number % 25 == 11:
        # This buyer closes the browser at once: the sweeper or the provider's report must finish the purchase.
        ask("POST", f"{here}/place", {}, str(uuid.uuid4()))
        return placed_in_the_end(here, until)
    placed = insist("POST", f"{here}/place", {}, str(uuid.uuid4()), until)
    return str(placed["order_number"]) if placed["status"] == "placed" else placed_in_the_end(here, until)


def placed_in_the_end(checkout: str, until: float) -> str:
    while time.monotonic() < until:
        status, answer = ask("POST", f"{checkout}/place", {})
        if status in (200, 201) and answer["status"] == "placed":
            return str(answer["order_number"])
        time.sleep(0.5)
    raise AssertionError(f"{checkout} never became an order")


def torment(shop: DoomedShop, selling: threading.Event) -> None:
    rng, began, crashes = random.Random(7), time.monotonic(), [12.0, 30.0]
    while not selling.wait(rng.uniform(2.0, 6.0)):
        shop.kill_somebody(rng)
        if crashes and time.monotonic() - began > crashes[0]:
            crashes.pop(0)
            shop.restart_database()
    while crashes:
        crashes.pop()
        shop.restart_database()


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with doomed_shop(tmp_path_factory.mktemp("crash"), items=40) as shop:
        sold_out, until = threading.Event(), time.monotonic() + 600
        killer = threading.Thread(target=torment, args=(shop, sold_out))
        killer.start()
        try:
            with ThreadPoolExecutor(BUYERS) as pool:
                numbers = list(pool.map(lambda number: buy(shop, number, until), range(PURCHASES)))
        finally:
            sold_out.set()
            killer.join()
        shop.until_live()
        settle(shop)
        yield shop, numbers


def settle(shop: DoomedShop) -> None:
    """Wait until the worker has nothing left to do; hanging work fails here."""
    engine = create_engine(shop.settings.database_url)
    try:
        until = time.monotonic() + 300
        while time.monotonic() < until:
            with engine.connect() as connection:
                waiting = rows(connection, "SELECT count(*) FROM outbox WHERE published_at IS NULL")[0][0]
                open_payments = rows(connection, "SELECT count(*) FROM payments WHERE order_id IS NULL AND state <> 'failed'")[0][0]
            if not waiting and not open_payments and len(mails(shop)) >= PURCHASES:
                return
            time.sleep(0.5)
        raise AssertionError(
            f"after five minutes {waiting} events wait, {open_payments} payments are open, {len(mails(shop))} mails are out"
        )
    finally:
        engine.dispose()


def rows(connection: Connection, statement: str) -> list[Any]:
    return list(connection.execute(text(statement)).all())


def mails(shop: DoomedShop) -> list[Path]:
    return sorted(Path(shop.settings.mail_directory).rglob("*.eml"))


@pytest.fixture
def database(sold: Any) -> Any:
    engine = create_engine(sold[0].settings.database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_it_was_really_killed(sold: Any) -> None:
    assert (sold[0].kills >= 10, sold[0].restarts) == (True, 2)


def test_every_purchase_is_one_order(sold: Any, database: Connection) -> None:
    assert len(set(sold[1])) == PURCHASES
    assert rows(database, "SELECT count(*), count(DISTINCT cart_id), count(DISTINCT number) FROM orders") == [(PURCHASES,) * 3]


def test_every_charge_has_exactly_one_order(sold: Any, database: Connection) -> None:
    statement = """SELECT count(*) FROM test_provider_charges c LEFT JOIN payments p ON p.id = c.payment_id
        LEFT JOIN orders o ON o.id = p.order_id WHERE c.authorized - c.voided > 0 AND o.id IS NULL"""
    assert rows(database, statement) == [(0,)]
    charged = rows(database, "SELECT count(*) FROM test_provider_charges WHERE authorized - voided > 0")
    assert charged == [(PURCHASES,)]


def test_every_order_has_exactly_one_mail(sold: Any) -> None:
    subjects = Counter(number for path in mails(sold[0]) for number in sold[1] if number in path.read_text())
    assert Counter(subjects.values()) == Counter({1: PURCHASES})


def test_stock_orders_and_ledger_agree(sold: Any, database: Connection) -> None:
    allocated = rows(database, "SELECT variant_id, sum(allocated) FROM stock_items GROUP BY 1 HAVING sum(allocated) > 0 ORDER BY 1")
    ordered = rows(database, "SELECT variant_id, sum(quantity) FROM order_lines GROUP BY 1 ORDER BY 1")
    assert allocated == ordered
    app = build(sold[0].settings)
    try:
        assert not app.inventory.verify_stock(VerifyStock(actor=STAFF))
    finally:
        app.close()


def test_nothing_is_left_held(sold: Any, database: Connection) -> None:
    assert rows(database, "SELECT count(*) FROM reservations r JOIN orders o ON o.cart_id = r.holder") == [(0,)]
