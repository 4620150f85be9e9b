"""Products and prices on real PostgreSQL under real threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from adapters.settings import Settings
from application.catalog.attributes.change_attribute import ChangeAttribute
from application.catalog.attributes.create_attribute import CreateAttribute
from application.catalog.attributes.create_product_type import CreateProductType
from application.catalog.create_channel import CreateChannel
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.given import GivenVariant
from application.facade import Application
from application.pricing.set_prices import GivenPrice, PriceTerms, SetPrices
from application.shared.actor import Actor
from bootstrap import Backend, build
from domain.catalog.attribute import AttributeKind
from domain.catalog.product_type import AttributeUse
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from tests.support.catalogue import a_choice


@pytest.fixture
def app(real_settings: Settings) -> Iterator[Application]:
    application = build(real_settings, Backend.REAL)
    yield application
    application.close()


def outcomes(jobs: list[Callable[[], object]], threads: int = 8) -> Counter[str]:
    def run(job: Callable[[], object]) -> str:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - whatever comes out is the outcome that is examined
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(run, jobs))


def test_products_of_one_name_created_at_once_all_get_an_address(app: Application, staff: Actor, real_settings: Settings) -> None:
    def create(number: int) -> object:
        return app.catalog.create_product(
            CreateProduct(actor=staff, name=LocalizedText.of("Mug"), variants=(GivenVariant(sku=f"MUG-{number}"),))
        )

    # Each conflict is retried a few times; four at once always fit.
    assert outcomes([lambda n=n: create(n) for n in range(12)], threads=4) == {"done": 12}  # type: ignore[misc]  # the default binds n
    engine = create_engine(real_settings.database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(DISTINCT slug), count(*) FROM products")).one() == (12, 12)
    engine.dispose()


def test_a_sku_is_given_once_however_many_try(app: Application, staff: Actor) -> None:
    def create() -> object:
        return app.catalog.create_product(CreateProduct(actor=staff, name=LocalizedText.of("Mug"), variants=(GivenVariant(sku="MUG"),)))

    assert outcomes([create] * 8, threads=4) == {"done": 1, "AlreadyExists": 7}


def test_prices_set_at_once_leave_one_price_and_an_unbroken_history(app: Application, staff: Actor, real_settings: Settings) -> None:
    app.catalog.create_channel(CreateChannel(actor=staff, code="default", name="Europe", currency="EUR"))
    skus = [f"SKU-{number}" for number in range(4)]
    for sku in skus:
        app.catalog.create_product(CreateProduct(actor=staff, name=LocalizedText.of(sku), variants=(GivenVariant(sku=sku),)))

    def set_all(amount: int) -> object:
        order = skus if amount % 2 else skus[::-1]
        given = tuple(GivenPrice(PriceTerms("default", Money.of(amount, "EUR")), sku=sku) for sku in order)
        return app.pricing.set_prices(SetPrices(actor=staff, prices=given))

    assert outcomes([lambda n=n: set_all(n) for n in range(1, 25)]) == {"done": 24}  # type: ignore[misc]  # the default binds n
    engine = create_engine(real_settings.database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM prices")).scalar_one() == 4
        standing = connection.execute(
            text("SELECT h.amount = p.amount FROM price_history h JOIN prices p ON p.id = h.price_id WHERE h.withdrawn_at IS NULL")
        ).scalars()
        assert list(standing) == [True] * 4
    engine.dispose()


def test_a_choice_is_not_taken_away_while_products_take_it(app: Application, staff: Actor, real_settings: Settings) -> None:
    choices = tuple(a_choice(code) for code in ("red", "blue"))
    attribute = app.catalog.create_attribute(
        CreateAttribute(actor=staff, code="colour", kind=AttributeKind.CHOICE, label=LocalizedText.of("Colour"), choices=choices)
    )
    uses = (AttributeUse("colour"),)
    kind = app.catalog.create_product_type(
        CreateProductType(actor=staff, code="paint", name=LocalizedText.of("Paint"), product_attributes=uses)
    )

    def paint() -> object:
        name = LocalizedText.of("Red paint")
        return app.catalog.create_product(CreateProduct(actor=staff, name=name, product_type_id=kind.id, attributes={"colour": "red"}))

    def drop() -> object:
        return app.catalog.change_attribute(ChangeAttribute(actor=staff, attribute_id=attribute.id, choices=choices[1:]))

    found = outcomes([paint, paint, drop, paint], threads=4)
    engine = create_engine(real_settings.database_url)
    with engine.connect() as connection:
        painted = connection.execute(text("SELECT count(*) FROM products")).scalar_one()
        left = connection.execute(text("SELECT jsonb_array_length(choices) FROM attributes")).scalar_one()
    engine.dispose()
    assert (left == 2) if painted else (left == 1), found
    assert found.keys() <= {"done", "InvalidValue", "ChoiceInUse"}
