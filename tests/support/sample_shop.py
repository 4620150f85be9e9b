"""A small open shop, set up over the API itself: one channel, a product with two variants in stock, parcels to Germany, tax."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

#: (method, path, body) → the answer's JSON; raises for a refusal.
Ask = Callable[[str, str, Any], Any]

EUR = "EUR"

#: What a guest fills into a checkout to buy there.
BUYER = {
    "email": "ada@example.com",
    "shipping_address": {
        "name": "Ada Lovelace",
        "lines": ["Invalidenstraße 117"],
        "city": "Berlin",
        "postal_code": "10115",
        "country": "DE",
    },
    "shipping_method": "parcel",
    "payment": {"method": "test", "card_number": "4242 4242 4242 4242"},
}


@dataclass(frozen=True)
class SampleShop:
    """What tests need to know of it."""

    channel: str
    location: str
    sku: str
    variant_id: str
    product_id: str
    product_slug: str
    shipping_method: str


def open_sample_shop(ask: Ask) -> SampleShop:
    """`ask` speaks as staff with every permission."""
    admin = "/api/v1/admin"
    ask("POST", f"{admin}/stock-locations", {"code": "main", "name": "Main warehouse"})
    location = ask("GET", f"{admin}/stock-locations/main", None)
    channel = ask("POST", f"{admin}/channels", _channel(location["id"]))
    ask("POST", f"{admin}/tax-categories", {"code": "standard", "name": "Standard"})
    ask("POST", f"{admin}/tax-zones", _tax_zone())
    zone = ask("POST", f"{admin}/shipping-zones", {"name": "Germany", "countries": ["DE"]})
    ask("POST", f"{admin}/shipping-zones/{zone['id']}/methods", _parcel(channel["id"]))
    product = ask("POST", f"{admin}/products", _product())
    variants = {variant["sku"]: variant["id"] for variant in product["variants"]}
    for sku in variants:
        ask("POST", f"{admin}/stock/receipts", {"sku": sku, "location": "main", "quantity": 100_000, "reason": "first delivery"})
    return SampleShop("default", "main", "SHIRT-BLUE", variants["SHIRT-BLUE"], product["id"], product["slug"], "parcel")


def _channel(location_id: str) -> dict[str, Any]:
    return {
        "code": "default",
        "name": "Europe",
        "currency": EUR,
        "locales": ["en", "de"],
        "countries": ["DE"],
        "stock_locations": [location_id],
    }


def _tax_zone() -> dict[str, Any]:
    return {"name": "Germany", "areas": [{"country": "DE"}], "rates": [{"category": "standard", "percent": "19"}]}


def _parcel(channel_id: str) -> dict[str, Any]:
    rate = {"channel_id": channel_id, "kind": "flat", "amount": {"amount": 490, "currency": EUR}}
    return {"code": "parcel", "name": {"en": "Parcel"}, "rates": [rate]}


def _product() -> dict[str, Any]:
    def variant(colour: str) -> dict[str, Any]:
        price = {"channel": "default", "price": {"amount": 4900, "currency": EUR}}
        return {"sku": f"SHIRT-{colour.upper()}", "option_values": {"colour": colour}, "weight_grams": 240, "prices": [price]}

    colours = [{"code": name, "label": {"en": name.capitalize()}} for name in ("blue", "white")]
    return {
        "name": {"en": "Linen shirt", "de": "Leinenhemd"},
        "status": "active",
        "options": [{"code": "colour", "name": {"en": "Colour"}, "values": colours}],
        "variants": [variant("blue"), variant("white")],
        "publications": [{"channel": "default"}],
    }
