"""Reading the Shopify product CSV: dialects, encodings, broken rows, bounds."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from collections.abc import Iterator

import pytest

from adapters.catalog_files.errors import UnreadableCatalog
from adapters.catalog_files.reader import CatalogFileReader
from application.catalog.imports.drafts import CatalogItem, Issue, ProductDraft, RefusedProduct, Severity
from domain.catalog.publication import ProductStatus
from domain.shared.currency import Currency
from domain.shared.money import Money
from tests.support.shared_data import shared_data

EUR = Currency("EUR")
HEAD = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n"


def read(content: str | bytes, mapping: str | None = None, currency: Currency = EUR) -> list[CatalogItem]:
    data = content.encode() if isinstance(content, str) else content
    return list(CatalogFileReader().read(io.BytesIO(data), mapping, currency))


def drafts(items: list[CatalogItem]) -> list[ProductDraft]:
    return [item for item in items if isinstance(item, ProductDraft)]


def issues(items: list[CatalogItem], severity: Severity = Severity.ERROR) -> list[tuple[int, str, str]]:
    return [(item.line, item.column, item.reason) for item in items if isinstance(item, Issue) and item.severity is severity]


def test_rows_of_a_handle_are_product_variants_and_pictures() -> None:
    body = "shirt,Shirt,Size,S,S-1,10,https://a/1.jpg\nshirt,,,M,S-2,11.5,\nshirt,,,,,,https://a/2.jpg\n"
    (product,) = drafts(read(HEAD + body))
    assert (product.handle, product.title, product.option_names, product.line, product.last_line) == ("shirt", "Shirt", ("Size",), 2, 4)
    assert [(v.sku, v.options, v.price) for v in product.variants] == [
        ("S-1", ("S",), Money(1000, EUR)),
        ("S-2", ("M",), Money(1150, EUR)),
    ]
    assert [image.url for image in product.images] == ["https://a/1.jpg", "https://a/2.jpg"]


def test_default_title_means_no_options() -> None:
    (product,) = drafts(read(HEAD + "mug,Mug,Title,Default Title,,5,\n"))
    assert (product.option_names, product.variants[0].options) == ((), ())


def test_the_present_dialect_says_the_same_as_the_older_one() -> None:
    old = "Handle,Title,Body (HTML),Published,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price\n"
    new = "URL handle,Title,Description,Published on online store,SKU,Weight value (grams),Inventory tracker,Inventory quantity,Price\n"
    row = "mug,Mug,<p>Blue</p>,TRUE,M-1,300,shopify,7,5.00\n"
    first, second = drafts(read(old + row))[0], drafts(read(new + row))[0]
    assert first.variants == second.variants
    assert (first.html, first.published) == (second.html, second.published) == ("<p>Blue</p>", True)
    assert set(first.columns) == set(second.columns)


@pytest.mark.parametrize(("published", "status"), [("true", ProductStatus.ACTIVE), ("false", ProductStatus.DRAFT)])
def test_published_decides_the_status_where_there_is_no_status_column(published: str, status: ProductStatus) -> None:
    (product,) = drafts(read(f"Handle,Title,Published,Variant Price\nmug,Mug,{published},5\n"))
    assert product.status is status


def test_status_wins_where_there_is_one() -> None:
    (product,) = drafts(read("Handle,Title,Published,Status\nmug,Mug,true,archived\n"))
    assert (product.status, product.published) == (ProductStatus.ARCHIVED, True)


@pytest.mark.parametrize(
    "encoded",
    [
        (HEAD + "cafe,Café,,,,1,\n").encode("utf-8"),
        (HEAD + "cafe,Café,,,,1,\n").encode("utf-8-sig"),
        (HEAD + "cafe,Café,,,,1,\n").encode("utf-16"),
        (HEAD + "cafe,Café,,,,1,\n").encode("cp1252"),
        gzip.compress((HEAD + "cafe,Café,,,,1,\n").encode()),
        (HEAD + "cafe,Café,,,,1,\n").replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "byte order mark", "utf-16", "windows-1252", "gzip", "crlf"],
)
def test_letters_survive_every_encoding(encoded: bytes) -> None:
    assert drafts(read(encoded))[0].title == "Café"


def test_text_that_had_to_be_guessed_is_said_once() -> None:
    items = read((HEAD + "a,Café,,,,1,\nb,Café,,,,1,\n").encode("cp1252"))
    assert [line for line, _, reason in issues(items, Severity.WARNING) if "Windows-1252" in reason] == [2]


def test_quoted_line_ends_keep_their_place_and_their_line_numbers() -> None:
    content = 'Handle,Title,Body (HTML),Variant Price\nmug,Mug,"one\ntwo, ""three""\n",5\ncup,Cup,,x\n'
    items = read(content)
    assert drafts(items)[0].html == 'one\ntwo, "three"'
    assert issues(items)[0][:2] == (5, "Variant Price")


def test_a_wrong_price_keeps_only_its_variant_out() -> None:
    items = read(HEAD + "shirt,Shirt,Size,S,S-1,ten,\nshirt,,,M,S-2,11,\n")
    assert [v.sku for v in drafts(items)[0].variants] == ["S-2"]
    assert issues(items) == [(2, "Variant Price", "must be a number such as 19.99; the variant stays out")]


def test_a_product_without_a_variant_left_stays_out() -> None:
    items = read(HEAD + "shirt,Shirt,,,S-1,ten,\nmug,Mug,,,,5,\n")
    assert [draft.handle for draft in drafts(items)] == ["mug"]
    assert [item.handle for item in items if isinstance(item, RefusedProduct)] == ["shirt"]


def test_gift_cards_stay_out_with_a_reason() -> None:
    items = read("Handle,Title,Gift Card,Variant Price\ncard,Card,true,10\n")
    assert drafts(items) == []
    assert issues(items) == [(2, "Gift Card", "gift cards are not products here; the product stays out")]


def test_a_wrong_barcode_is_a_warning_and_the_variant_goes_in_without_it() -> None:
    items = read("Handle,Title,Variant Barcode,Variant Price\nmug,Mug,4006381333932,5\n")
    assert drafts(items)[0].variants[0].barcode is None
    assert "check digit" in issues(items, Severity.WARNING)[0][2]


def test_purchase_prices_and_unknown_columns_are_left_aside_and_said_so() -> None:
    items = read("Handle,Title,Cost per item,Favourite colour\nmug,Mug,3,blue\n")
    assert [column for _, column, _ in issues(items, Severity.NOTE)] == ["Cost per item", "Favourite colour"]


def test_a_row_without_a_handle_and_one_with_too_many_cells_are_named() -> None:
    items = read("Handle,Title\n,Nobody\nmug,Mug,extra\ncup,Cup\n")
    assert [draft.handle for draft in drafts(items)] == ["cup"]
    assert [line for line, _, _ in issues(items)] == [2, 3]


def test_rows_of_a_product_must_follow_one_another() -> None:
    items = read(HEAD + "a,A,,,,1,\nb,B,,,,1,\na,Again,,,,2,\n")
    assert [draft.handle for draft in drafts(items)] == ["a", "b"]
    assert issues(items)[0][0] == 4
    assert "line 2" in issues(items)[0][2]


def test_an_unclosed_quotation_mark_costs_its_own_lines_only() -> None:
    swallowed = "x" * 1_100_000
    items = read(f'Handle,Title\nbad,"{swallowed}\nmug,Mug\n')
    assert [draft.handle for draft in drafts(items)] == ["mug"]
    assert "never closed" in issues(items)[0][2]


def test_text_after_a_closing_quotation_mark_costs_one_line() -> None:
    items = read('Handle,Title\nbad,"A"B\nmug,Mug\n')
    assert [draft.handle for draft in drafts(items)] == ["mug"]
    assert issues(items)[0][0] == 2


def test_nul_characters_are_refused() -> None:
    items = read("Handle,Title\nbad,A\0B\nmug,Mug\n")
    assert [draft.handle for draft in drafts(items)] == ["mug"]
    assert "NUL" in issues(items)[0][2]


@pytest.mark.parametrize("content", ["", "Name,Price\nMug,5\n"])
def test_a_file_without_handles_is_no_catalogue(content: str) -> None:
    with pytest.raises(UnreadableCatalog):
        read(content)


def test_one_endless_product_is_bounded() -> None:
    rows = "".join(f"a,,Size,{number},,1,\n" for number in range(2_600))
    items = read(HEAD + rows)
    assert len(drafts(items)[0].variants) == 2_500
    assert len(issues(items)) == 100


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(products: int) -> int:
        class Endless(io.RawIOBase):
            def __init__(self) -> None:
                self._lines = self._all()

            def _all(self) -> Iterator[bytes]:
                yield HEAD.encode()
                for number in range(products):
                    yield f"p-{number},Product,,,SKU-{number},1.00,https://a/{number}.jpg\n".encode()

            def readable(self) -> bool:
                return True

            def read(self, size: int = -1) -> bytes:
                return next(self._lines, b"")

        tracemalloc.start()
        for _ in CatalogFileReader().read(Endless(), None, EUR):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    small, large = peak(500), peak(5_000)
    assert large < small * 1.5 + 200_000


@pytest.mark.parametrize(
    ("name", "products", "variants", "pictures"),
    [("apparel", 20, 22, 20), ("jewelery", 20, 23, 41), ("home-and-garden", 20, 21, 21)],
)
def test_shopifys_own_samples_are_read_without_an_error(name: str, products: int, variants: int, pictures: int) -> None:
    items = read(shared_data(f"catalogues/shopify-{name}.csv").read_bytes())
    found = drafts(items)
    assert issues(items) == []
    assert (len(found), sum(len(p.variants) for p in found), sum(len(p.images) for p in found)) == (products, variants, pictures)
