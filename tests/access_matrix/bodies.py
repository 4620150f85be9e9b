"""Bodies for operations whose documented example names things that the sample shop does not have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.sample_objects import SampleObjects

NAME = {"en": "Renamed"}


def _stock(**more: Any) -> Callable[[SampleObjects], Any]:
    return lambda o: {"sku": o.ids["sku"], "location": o.shop.location} | more


#: By operation.
BODIES: dict[str, Callable[[SampleObjects], Any]] = {
    "add_cart_line": lambda o: {"variant_id": o.ids["variant_id"], "quantity": 1},
    "add_shipping_method": lambda o: _method(o, "express"),
    "adjust_stock": _stock(difference=-2, reason="two arrived broken"),
    "capture_payment": lambda o: {},
    "change_category": lambda o: {"name": NAME},
    "change_channel": lambda o: {"name": "Renamed"},
    "change_product": lambda o: {"name": NAME},
    "change_product_type": lambda o: {"name": NAME},
    "change_tax_zone": lambda o: {"name": "Renamed"},
    "change_variant": lambda o: {"weight_grams": 250},
    "create_attribute": lambda o: {"code": "fit", "kind": "text", "label": {"en": "Fit"}},
    "change_attribute": lambda o: {"label": NAME},
    "create_category": lambda o: {"name": {"en": "Trousers"}},
    "create_customer_group": lambda o: {"code": "press", "name": "Press"},
    "change_customer_group": lambda o: {"name": "Renamed"},
    "change_customer": lambda o: {"tags": ["vip"]},
    "change_my_profile": lambda o: {"first_name": "Augusta"},
    "claim_cart": lambda o: {"token": o.names["carts"]},
    "confirm_vat_number": lambda o: {"valid": True, "number": "ATU13585627"},
    "begin_my_cart": lambda o: {},
    "create_channel": lambda o: {"code": "second", "name": "Second", "currency": "EUR"},
    "create_product": lambda o: {"name": {"en": "Mug"}, "variants": [{"sku": "MUG"}]},
    "create_product_type": lambda o: {"code": "mugs", "name": {"en": "Mugs"}},
    "create_shipping_zone": lambda o: {"name": "France", "countries": ["FR"]},
    "create_stock_location": lambda o: {"code": "second", "name": "Second"},
    "create_tax_category": lambda o: {"code": "reduced", "name": "Reduced"},
    "move_category": lambda o: {"parent_id": None, "position": 0},
    "export_person": lambda o: {"email": "ada@example.com"},
    "erase_person": lambda o: {"email": "ada@example.com"},
    "reset_second_factor": lambda o: {"account_id": o.names["admin/customers"]},
    "place_order": lambda o: {},
    "publish_product": lambda o: {},
    "receive_stock": _stock(quantity=12),
    "refund_order": lambda o: {"amount": {"amount": 100, "currency": "EUR"}, "reason": "a kindness"},
    "fulfil_order": lambda o: {"lines": [{"line_id": o.ids["line_id"], "quantity": 1}]},
    "reorder_categories": lambda o: {"parent_id": None, "order": [o.ids["category_id"]]},
    "replace_shipping_method": lambda o: _method(o, "parcel"),
    "set_backorder": lambda o: {"sku": o.ids["sku"], "allowed": True},
    "set_low_stock_threshold": _stock(low_stock_threshold=12),
    "set_media": lambda o: {"media": [{"url": "/media/shirt.jpg"}]},
    "set_members": lambda o: {"order": [o.ids["product_id"]]},
    "set_prices": lambda o: {"prices": [{"channel": o.shop.channel, "price": {"amount": 5900, "currency": "EUR"}, "sku": o.ids["sku"]}]},
    "set_stock_count": _stock(count=12, expected=12),
    "transfer_stock": lambda o: {"sku": o.ids["sku"], "origin": o.shop.location, "destination": o.shop.location, "quantity": 1},
    "refresh_session": lambda o: {"refresh_token": o.ids["refresh_token"]},
    "change_checkout": lambda o: {"email": "grace@example.com"},
    "change_collection": lambda o: {"name": NAME},
    "add_variant": lambda o: {"sku": "SHIRT-RED", "option_values": {"colour": "blue"}},
    "reorder_variants": lambda o: {"order": [o.ids["variant_id"]]},
}


def _method(objects: SampleObjects, code: str) -> dict[str, Any]:
    rate = {"channel_id": objects.ids["channel_id"], "kind": "flat", "amount": {"amount": 490, "currency": "EUR"}}
    return {"code": code, "name": {"en": code.title()}, "rates": [rate]}
