"""The demo shop's files agree with each other and show what they promise."""

import json
import os
import re
from collections import Counter
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import nh3
import pytest

from scripts.demo_media import pictures

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "adapters" / "demo"
SHARED = Path(os.environ.get("STOA_SHARED_DATA", ROOT.parent / "shared"))
VAT_RATES = SHARED / "data" / "reference" / "eu-vat-rates.json"
LOCALES = {"en", "de"}

Record = dict[str, Any]


@cache
def read(name: str) -> Any:
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


@cache
def products() -> list[Record]:
    return [product for file in sorted(DEMO.glob("products-*.json")) for product in json.loads(file.read_text("utf-8"))]


def variants() -> list[Record]:
    return [variant for product in products() for variant in product["variants"]]


def shop(section: str) -> list[Record]:
    return list(read("shop.json")[section])


def codes(records: list[Record], key: str = "code") -> set[str]:
    """The keys of the records, which must be unique."""
    found = Counter(record[key] for record in records)
    assert not [code for code, count in found.items() if count > 1]
    return set(found)


def attribute_definitions(product: Record) -> dict[str, Record]:
    [product_type] = [entry for entry in read("product_types.json") if entry["code"] == product["type"]]
    return {attribute["code"]: attribute for attribute in product_type["attributes"]}


def texts(node: Any, path: str) -> list[tuple[str, Record]]:
    """Every localized text below the node, with the path that leads to it."""
    if isinstance(node, list):
        return [found for index, item in enumerate(node) for found in texts(item, f"{path}[{index}]")]
    if not isinstance(node, dict):
        return []
    if node.keys() & LOCALES:
        return [(path, node)]
    return [found for key, item in node.items() for found in texts(item, f"{path}.{key}")]


def is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def is_price(value: object) -> bool:
    return type(value) is int and value > 0


# ---- how much there is


def test_the_demo_is_as_large_as_promised() -> None:
    categories = read("categories.json")
    leaves = codes(categories, "slug") - {category["parent"] for category in categories}
    assert len(products()) >= 72
    assert len(variants()) >= 250
    assert len(leaves) >= 12
    assert len(read("product_types.json")) >= 8
    assert Counter(collection["kind"] for collection in read("collections.json")) == {"manual": 5, "rule": 3}


def test_every_leaf_category_has_active_products() -> None:
    categories = read("categories.json")
    leaves = codes(categories, "slug") - {category["parent"] for category in categories}
    filled = {slug for product in products() if product["status"] == "active" for slug in product["categories"]}
    assert leaves == filled


def test_every_attribute_kind_is_shown() -> None:
    kinds = {attribute["kind"] for entry in read("product_types.json") for attribute in entry["attributes"]}
    assert kinds == {"text", "number", "boolean", "choice", "multi_choice", "date"}


def test_the_edge_cases_of_a_shop_are_shown() -> None:
    statuses = Counter(product["status"] for product in products())
    assert statuses["draft"]
    assert statuses["archived"]
    active = [product for product in products() if product["status"] == "active"]
    assert any(not variant["requires_shipping"] for product in active for variant in product["variants"])
    assert any(len(product["variants"]) == 1 and not product["options"] for product in active)
    assert any(len(product["options"]) == 3 for product in active)
    assert any(len(product["publications"]) == 1 for product in active)
    assert any(publication["until"] for product in active for publication in product["publications"])
    sold_out = [product for product in active if all(sum(v["stock"].values()) == 0 for v in product["variants"])]
    assert {v["backorder"] for product in sold_out for v in product["variants"] if v["track_stock"]} == {"allow", "deny"}
    tracked = [variant for variant in variants() if variant["track_stock"]]
    assert any(0 < sum(v["stock"].values()) <= v["low_stock_threshold"] for v in tracked)
    assert any(price["compare_at"] for variant in variants() for price in variant["prices"].values())


# ---- texts


@pytest.mark.parametrize("name", sorted(path.name for path in DEMO.glob("*.json")))
def test_every_text_is_there_in_every_locale(name: str) -> None:
    found = texts(read(name), name)
    assert found
    wrong = [path for path, text in found if text.keys() != LOCALES or not all(v.strip() == v != "" for v in text.values())]
    assert wrong == []


def test_names_and_descriptions_are_not_repeated() -> None:
    for locale in LOCALES:
        for field in ("name", "description"):
            counts = Counter(product[field][locale] for product in products())
            assert [text for text, count in counts.items() if count > 1] == []
        summaries = Counter(product["seo"]["description"][locale] for product in products())
        assert max(summaries.values()) == 1


def test_descriptions_pass_the_sanitizer_unchanged() -> None:
    allowed = {"p", "ul", "li", "strong", "em", "h3"}
    for product in products():
        for text in product["description"].values():
            assert text.startswith("<p>")
            assert nh3.clean(text, tags=allowed, attributes={}) == text, product["slug"]


# ---- catalogue


def test_categories_form_a_tree_of_depth_three() -> None:
    depth: dict[str | None, int] = {None: 0}
    positions: Counter[str | None] = Counter()
    codes(read("categories.json"), "slug")
    for category in read("categories.json"):
        depth[category["slug"]] = depth[category["parent"]] + 1  # a KeyError: the child stands before its parent
        positions[category["parent"]] += 1
        assert category["position"] == positions[category["parent"]]
    assert max(depth.values()) == 3


def test_product_slugs_skus_and_barcodes_are_unique() -> None:
    codes(products(), "slug")
    codes(variants(), "sku")
    codes(variants(), "barcode")
    assert [p["slug"] for p in products() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p["slug"])] == []
    assert [v["sku"] for v in variants() if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", v["sku"])] == []


def test_products_refer_to_known_things() -> None:
    types, categories = codes(read("product_types.json")), codes(read("categories.json"), "slug")
    channels, locations = codes(shop("channels")), codes(shop("stock_locations"))
    for product in products():
        assert product["type"] in types
        assert product["categories"]
        assert set(product["categories"]) <= categories
        assert product["vendor"]
        assert product["status"] in {"draft", "active", "archived"}
        published = {publication["channel"] for publication in product["publications"]}
        assert published
        assert published <= channels
        for variant in product["variants"]:
            assert variant["prices"].keys() == published, variant["sku"]
            assert variant["tax_category"] in codes(shop("tax_categories"))
            assert variant["stock"].keys() == (locations if variant["track_stock"] else set()), variant["sku"]


def test_publication_windows_open_before_they_close() -> None:
    for product in products():
        for publication in product["publications"]:
            start = datetime.fromisoformat(publication["from"])
            assert start.tzinfo is not None
            assert publication["until"] is None or start < datetime.fromisoformat(publication["until"])


def test_attribute_values_fit_their_definition() -> None:
    for product in products():
        definitions = attribute_definitions(product)
        missing = {code for code, attribute in definitions.items() if attribute["required"]} - product["attributes"].keys()
        assert not missing, product["slug"]
        for code, value in product["attributes"].items():
            assert fits(definitions[code], value), (product["slug"], code, value)


def fits(attribute: Record, value: Any) -> bool:
    choices = codes(attribute["choices"] or [])
    match attribute["kind"]:
        case "text":
            return bool(value.keys() == LOCALES)
        case "number":
            return is_count(value)
        case "boolean":
            return type(value) is bool
        case "choice":
            return value in choices
        case "multi_choice":
            return bool(value) and set(value) <= choices and len(set(value)) == len(value)
        case "date":
            return bool(date.fromisoformat(value).isoformat() == value)
    raise AssertionError(f"unknown kind {attribute['kind']}")


def test_an_attribute_shared_by_product_types_is_the_same_in_each() -> None:
    seen: dict[str, Record] = {}
    for entry in read("product_types.json"):
        for attribute in entry["attributes"]:
            definition = {key: attribute[key] for key in ("kind", "name", "unit", "filterable", "choices")}
            assert seen.setdefault(attribute["code"], definition) == definition, (entry["code"], attribute["code"])
            assert bool(attribute["choices"]) == (attribute["kind"] in {"choice", "multi_choice"})


def test_option_combinations_are_complete_and_unique() -> None:
    for product in products():
        offered = {option["code"]: codes(option["values"]) for option in product["options"]}
        assert len(offered) == len(product["options"])
        combinations = [tuple(variant["options"].items()) for variant in product["variants"]]
        assert len(set(combinations)) == len(combinations) > 0, product["slug"]
        used = {code: {variant["options"][code] for variant in product["variants"]} for code in offered}
        assert used == offered, product["slug"]
        assert all(variant["options"].keys() == offered.keys() for variant in product["variants"])


def test_barcodes_are_in_store_numbers_with_a_right_check_digit() -> None:
    for variant in variants():
        digits = [int(character) for character in variant["barcode"]]
        assert len(digits) == 13
        assert 20 <= digits[0] * 10 + digits[1] <= 29
        assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0, variant["sku"]


def test_prices_are_positive_minor_units_and_reductions_reduce() -> None:
    for variant in variants():
        for price in variant["prices"].values():
            assert is_price(price["amount"]), variant["sku"]
            assert price["compare_at"] is None or (is_price(price["compare_at"]) and price["compare_at"] > price["amount"])


def test_stock_and_measures_are_whole_numbers() -> None:
    for variant in variants():
        assert all(is_count(quantity) for quantity in variant["stock"].values())
        assert is_count(variant["low_stock_threshold"])
        assert variant["backorder"] in {"allow", "deny"}
        if variant["requires_shipping"]:
            assert is_price(variant["weight_g"])
            assert [is_price(edge) for edge in variant["dimensions_mm"]] == [True, True, True]
        else:
            assert (variant["weight_g"], variant["dimensions_mm"]) == (0, None)


def test_collections_refer_to_known_things() -> None:
    slugs = codes([product for product in products() if product["status"] == "active"], "slug")
    known = {
        "tag": {tag for product in products() for tag in product["tags"]},
        "vendor": {product["vendor"] for product in products()},
        "category": codes(read("categories.json"), "slug"),
    }
    codes(read("collections.json"), "slug")
    for collection in read("collections.json"):
        if collection["kind"] == "manual":
            assert len(set(collection["products"])) == len(collection["products"]) > 0
            assert set(collection["products"]) <= slugs
            continue
        for condition in collection["rule"]["conditions"]:
            if condition["field"] == "price":
                assert condition["operator"] == "under"
                assert is_price(condition["value"])
                assert condition["channel"] in codes(shop("channels"))
            else:
                assert condition["value"] in known[condition["field"]]
                assert condition["operator"] == ("within" if condition["field"] == "category" else "is")


def test_rules_together_use_every_kind_of_condition() -> None:
    rules = [collection["rule"] for collection in read("collections.json") if collection["kind"] == "rule"]
    assert {c["field"] for rule in rules for c in rule["conditions"]} == {"tag", "price", "category", "vendor"}


# ---- pictures


def test_every_picture_is_exactly_what_the_script_draws() -> None:
    drawn = dict(pictures())
    assert drawn.keys() == {path.name for path in (DEMO / "media").iterdir()}
    stale = [name for name, content in drawn.items() if (DEMO / "media" / name).read_text("utf-8") != content]
    assert stale == [], "run: python -m scripts.demo_media"


def test_every_product_has_a_picture_named_after_it() -> None:
    for product in products():
        assert product["media"][0]["file"] == product["slug"] + ".svg"


# ---- the shop itself


def test_channels_refer_to_known_stock_locations() -> None:
    locations = codes(shop("stock_locations"))
    assert {location["priority"] for location in shop("stock_locations")} == {1, 2}
    assert {channel["code"]: channel["currency"] for channel in shop("channels")} == {"default": "EUR", "us": "USD"}
    for channel in shop("channels"):
        assert channel["stock_locations"]
        assert set(channel["stock_locations"]) <= locations
        assert channel["default_locale"] in channel["locales"]
        assert set(channel["locales"]) <= LOCALES


def test_every_country_can_be_taxed_and_shipped_to() -> None:
    taxed = {zone["country"] for zone in shop("tax_zones")}
    shipping_zones = {zone["code"]: set(zone["countries"]) for zone in shop("shipping_zones")}
    for channel in shop("channels"):
        methods = [method for method in shop("shipping_methods") if method["channel"] == channel["code"]]
        served = set().union(*(shipping_zones[method["zone"]] for method in methods))
        assert set(channel["countries"]) <= served
        assert set(channel["countries"]) <= taxed
        assert any(channel["code"] in method["channels"] for method in shop("payment_methods"))


def test_no_country_is_in_two_shipping_zones() -> None:
    counts = Counter(country for zone in shop("shipping_zones") for country in zone["countries"])
    assert max(counts.values()) == 1


def test_each_tax_zone_has_one_rate_for_each_category() -> None:
    wanted = {(zone, category) for zone in codes(shop("tax_zones")) for category in codes(shop("tax_categories"))}
    rates = [(rate["zone"], rate["category"]) for rate in shop("tax_rates")]
    assert len(rates) == len(wanted)
    assert set(rates) == wanted


@pytest.mark.skipif(not VAT_RATES.exists(), reason="the reference tax data is not part of the repository")
def test_vat_rates_are_those_of_the_reference() -> None:
    reference = json.loads(VAT_RATES.read_text("utf-8"))["items"]
    zones = {zone["code"]: zone["country"] for zone in shop("tax_zones") if zone["country"] != "US"}
    assert len(zones) == 27
    for rate in shop("tax_rates"):
        if rate["zone"] not in zones:
            continue
        current = max(reference[zones[rate["zone"]]], key=lambda period: str(period["effective_from"]))["rates"]
        reduced = [value for name, value in current.items() if name in {"reduced", "reduced1", "reduced2"}]
        expected = current["standard"] if rate["category"] == "standard" else min(reduced, default=current["standard"])
        assert rate["percent"] == str(expected), rate


def test_shipping_methods_carry_what_their_kind_needs() -> None:
    codes(shop("shipping_methods"))
    assert {method["kind"] for method in shop("shipping_methods")} == {"flat", "free_over", "weight_table"}
    for method in shop("shipping_methods"):
        needed = {"flat": {"price"}, "free_over": {"price", "free_over"}, "weight_table": {"weight_table"}}[method["kind"]]
        assert {key for key in ("price", "free_over", "weight_table") if method[key] is not None} == needed, method["code"]
        assert all(is_price(method[key]) for key in needed - {"weight_table"})
        assert 0 < method["delivery_days"]["min"] <= method["delivery_days"]["max"]
        assert method["tax_category"] in codes(shop("tax_categories"))
        for lighter, heavier in pairwise(method["weight_table"] or []):
            assert (lighter["up_to_g"], lighter["price"]) < (heavier["up_to_g"], heavier["price"])


def test_payment_methods_use_the_gateways_that_exist() -> None:
    codes(shop("payment_methods"))
    for method in shop("payment_methods"):
        assert method["gateway"] in {"manual", "test"}
        assert set(method["channels"]) <= codes(shop("channels"))
        assert method["countries"] is None or method["countries"]
