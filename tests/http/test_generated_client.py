"""A client generated from the document by openapi-python-client finds a product, buys it and reads its order."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.http.test_sample_shop import asking
from tests.support.sample_shop import SampleShop, open_sample_shop

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the generated package, importable."""
    root, folder = Path(__file__).parents[2], tmp_path_factory.mktemp("client")
    tools = Path(sys.executable).parent
    environment = os.environ | {"PYTHONPATH": str(root), "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    document = folder / "openapi.json"
    document.write_bytes(
        subprocess.run([sys.executable, root / "scripts/openapi_document"], env=environment, capture_output=True, check=True).stdout
    )
    command = [tools / "openapi-python-client", "generate", "--path", document, "--meta", "none", "--output-path", folder / "stoa_client"]
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    sys.path.insert(0, str(folder))
    yield "stoa_client"
    sys.path.remove(str(folder))


@pytest.fixture
def shop(staff_client: FlaskClient) -> SampleShop:
    return open_sample_shop(asking(staff_client))


def test_a_generated_client_performs_the_whole_purchase(package: str, flask_app: Flask, shop: SampleShop) -> None:
    def module(name: str) -> Any:
        return importlib.import_module(f"{package}.{name}")

    models = module("models")
    client = module("client").Client(
        base_url="http://stoa.test", raise_on_unexpected_status=True, httpx_args={"transport": httpx.WSGITransport(app=flask_app)}
    )
    found = module("api.products.browse_products").sync(client=client)
    product = module("api.products.view_product").sync(found.data[0].slug, client=client)
    variant = product.variants[0]

    wanted = models.CartIn(channel=shop.channel, lines=[models.WantedLineIn(variant_id=variant.id, quantity=2)])
    cart = module("api.carts.create_cart").sync(client=client, body=wanted, idempotency_key="cart-of-ada")
    again = module("api.carts.create_cart").sync(client=client, body=wanted, idempotency_key="cart-of-ada")
    assert again.token == cart.token

    address = models.AddressIn(name="Ada Lovelace", lines=["Invalidenstraße 117"], city="Berlin", country="DE", postal_code="10115")
    change = models.CheckoutChange(
        email="ada@example.com",
        shipping_address=address,
        shipping_method=shop.shipping_method,
        payment=models.PaymentIn(method="test", card_number="4242 4242 4242 4242"),
    )
    checkout = module("api.checkout.change_checkout").sync(cart.token, client=client, body=change)
    total = models.MoneyIn(amount=checkout.quote.total.amount, currency=checkout.quote.total.currency)
    placed = module("api.checkout.place_order").sync(
        cart.token, client=client, body=models.PlaceIn(expected_total=total), idempotency_key="order-of-ada"
    )
    order = module("api.orders.see_order").sync(placed.order_token, client=client)
    assert order.number == placed.order_number
    assert order.total.amount == total.amount
    assert [line.quantity for line in order.lines] == [2]


def test_a_generated_client_reads_refusals(package: str, flask_app: Flask) -> None:
    client = importlib.import_module(f"{package}.client").Client(
        base_url="http://stoa.test", httpx_args={"transport": httpx.WSGITransport(app=flask_app)}
    )
    problem = importlib.import_module(f"{package}.api.carts.show_cart").sync("no-such-token", client=client)
    assert (problem.status, problem.code) == (404, "cart_not_found")
