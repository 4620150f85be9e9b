"""Other layouts by mapping, on real files."""

from __future__ import annotations

import gzip
import io
from collections import Counter
from decimal import Decimal

import pytest

from adapters.catalog_files.errors import InvalidMapping
from adapters.catalog_files.layouts.aggregated import median
from adapters.catalog_files.layouts.mapping import read_mapping, shipped_mapping, shipped_mappings
from adapters.catalog_files.reader import CatalogFileReader
from application.catalog.imports.drafts import CatalogItem, Issue, ProductDraft, RefusedProduct, Severity
from domain.shared.currency import Currency
from tests.support.shared_data import shared_data


def read(data: bytes, mapping: str, currency: str) -> list[CatalogItem]:
    return list(CatalogFileReader().read(io.BytesIO(data), mapping, Currency(currency)))


def drafts(items: list[CatalogItem]) -> list[ProductDraft]:
    return [item for item in items if isinstance(item, ProductDraft)]


def errors(items: list[CatalogItem]) -> list[Issue]:
    return [item for item in items if isinstance(item, Issue) and item.severity is Severity.ERROR]


@pytest.mark.parametrize("name", shipped_mappings())
def test_every_shipped_mapping_is_valid(name: str) -> None:
    read_mapping(shipped_mapping(name))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[columns]\ntitle = 'Name'", "the file"),
        ("[columns]\nhandle = 'a'\ncolour = 'b'", "columns.colour"),
        ("[file]\nformat = 'xls'", "file.format"),
        ("[[refuse]]\ncolumn = 'a'\npattern = '(a+)+'\nreason = 'x'", "refuse.0.pattern"),
        ("[columns", "the file"),
        ("[file]\nheader = false", "the file"),
    ],
)
def test_a_wrong_mapping_is_refused_at_its_entry(text: str, where: str) -> None:
    with pytest.raises(InvalidMapping) as refused:
        read_mapping(text)
    assert refused.value.entry.startswith(where)


def test_a_heading_that_the_file_does_not_have_is_named() -> None:
    with pytest.raises(InvalidMapping, match="Artikelname"):
        read(b"Nr,Name\n1,Mug\n", "[columns]\nhandle = 'Nr'\ntitle = 'Artikelname'", "EUR")


def test_decimal_commas_and_semicolons() -> None:
    mapping = "[file]\ndelimiter = ';'\ndecimal_comma = true\n[columns]\nhandle = ['Name', 'Nr']\ntitle = 'Name'\nprice = 'Preis'"
    (product,) = drafts(read("Nr;Name;Preis\n7;Große Tasse;1.234,50\n".encode(), mapping, "EUR"))
    assert (product.handle, product.variants[0].price) == ("grosse-tasse-7", product.variants[0].price)
    assert str(product.variants[0].price) == "1234.50 EUR"


def test_the_spree_sample() -> None:
    items = read(shared_data("catalogues/spree-products.csv").read_bytes(), shipped_mapping("spree-products"), "USD")
    found = drafts(items)
    assert (len(found), sum(len(product.variants) for product in found), errors(items)) == (37, 87, [])
    first = found[0]
    assert (first.category, first.option_names, len(first.variants)) == (("Kitchen", "Coffee Machines"), ("Color",), 3)
    assert (first.variants[0].grams, first.variants[0].quantity, first.attributes["wattage"]) == (8981, 5000, "1400W")


@pytest.mark.parametrize(("name", "products"), [("computers-in-fiction", 86), ("essential", 82), ("hacking", 33)])
def test_the_oscar_book_lists(name: str, products: int) -> None:
    items = read(shared_data(f"catalogues/oscar-books.{name}.csv").read_bytes(), shipped_mapping("oscar-books"), "GBP")
    found = drafts(items)
    assert (len(found), errors(items)) == (products, [])
    assert all(product.variants[0].barcode and product.category[0] == "Books" for product in found)


def test_the_saleor_sample() -> None:
    items = read(shared_data("catalogues/saleor-populatedb_data.json.gz").read_bytes(), shipped_mapping("saleor"), "USD")
    found = drafts(items)
    assert (len(found), sum(len(product.variants) for product in found), errors(items)) == (32, 73, [])
    plimsolls = next(product for product in found if product.handle == "white-plimsolls")
    assert (plimsolls.option_names, len(plimsolls.variants), str(plimsolls.variants[0].price)) == (("Shoe size",), 7, "80.00 USD")


def test_articles_are_gathered_from_invoice_lines() -> None:
    lines = (
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "1,84536a,BLUE MUG,1,,2.50,,\n1,84536A,BLUE MUG,1,,3.00,,\n1,84536A,damaged,1,,0,,\n1,84536A,BLUE MUG,1,,9.99,,\n"
        "1,POST,POSTAGE,1,,18,,\n2,POST,POSTAGE,1,,18,,\n1,gift_0001_30,GIFT,1,,30,,\n"
    )
    items = read(gzip.compress(lines.encode()), shipped_mapping("online-retail-ii"), "GBP")
    (mug,) = drafts(items)
    assert (mug.handle, mug.title, mug.variants[0].sku, str(mug.variants[0].price)) == ("blue-mug-84536a", "BLUE MUG", "84536A", "3.00 GBP")
    assert [(issue.line, issue.value) for issue in errors(items)] == [(6, "POST"), (8, "gift_0001_30")]


@pytest.mark.slow
def test_a_year_of_online_retail() -> None:
    content = shared_data("online-retail-ii/year1_2009-12_2010-12.csv.gz").read_bytes()
    items = read(content, shipped_mapping("online-retail-ii"), "GBP")
    assert len(drafts(items)) == 4_455
    assert {issue.value for issue in errors(items)} >= {"POST", "DOT", "M", "BANK CHARGES", "AMAZONFEE", "TEST001"}
    assert not any(isinstance(item, RefusedProduct) for item in items)


def test_the_median_is_a_price_that_was_charged() -> None:
    assert median(Counter([Decimal(1), Decimal(2), Decimal(9)])) == 2
    assert median(Counter([Decimal(1), Decimal(2)])) == 1
