"""One of every thing that an address of the API can name, in a sample shop set up over the API itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.support.sample_shop import BUYER, Ask, SampleShop, open_sample_shop

ADMIN = "/api/v1/admin"
#: A card whose bank asks the buyer.
ASKS = "4000002500003155"
NOBODY = "01981e2c-7d4e-7b59-a5f1-000000000999"
CSV = "Handle,Title,Variant Price\nmug,Mug,12.00\n"


@dataclass
class SampleObjects:
    """`names` holds, by the part of the address before it (or the two parts), what may stand there: `{"admin/orders": "S-4711"}`.

    `ids` holds values by field name for bodies: `{"variant_id": "…"}`.
    """

    shop: SampleShop
    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def path(self, template: str) -> str:
        """The address with every parameter filled in. Raises LookupError for a thing this sample shop does not have."""
        parts = template.split("/")
        filled = [self._named(parts[:position], template) if part.startswith("{") else part for position, part in enumerate(parts)]
        return "/".join(filled)

    def _named(self, before: list[str], template: str) -> str:
        for key in ("/".join(before[-2:]), before[-1]):
            if key in self.names:
                return self.names[key]
        raise LookupError(f"{template}: put a sample of what stands after /{before[-1]}/ into tests/support/sample_objects.py")


def fill_sample_shop(staff: Ask, visitor: Ask) -> SampleObjects:
    """`staff` holds every permission. There is an order of two shirts, one of them sent, an open cart, and a payment to be confirmed."""
    objects = SampleObjects(open_sample_shop(staff))
    _catalogue(objects, staff)
    _rules(objects, staff)
    _purchases(objects, staff, visitor)
    _access(objects, staff)
    return objects


def _catalogue(objects: SampleObjects, staff: Ask) -> None:
    shop, names, ids = objects.shop, objects.names, objects.ids
    category = staff("POST", f"{ADMIN}/categories", {"name": {"en": "Shirts"}})
    gathered = staff("POST", f"{ADMIN}/collections", {"name": {"en": "Summer"}})
    attribute = staff("POST", f"{ADMIN}/attributes", {"code": "material", "kind": "text", "label": {"en": "Material"}})
    kind = staff("POST", f"{ADMIN}/product-types", {"code": "clothes", "name": {"en": "Clothes"}})
    prices = staff("GET", f"{ADMIN}/products/{shop.product_id}/prices", None)["data"]
    names |= {"categories": category["id"], "collections": gathered["id"], "attributes": attribute["id"], "product-types": kind["id"]}
    names |= {"products": shop.product_id, "variants": shop.variant_id, "publications": shop.channel, "channels": shop.channel}
    names |= {
        "prices": prices[0]["id"],
        "stock-locations": shop.location,
        "tax-categories": "standard",
        "demo": "alpine-meadow-infusion.svg",
    }
    names |= {"v1/categories": category["slug"], "v1/collections": gathered["slug"], "stock/variants": shop.sku}
    names["v1/products"] = shop.product_slug
    ids |= {"variant_id": shop.variant_id, "product_id": shop.product_id, "sku": shop.sku, "category_id": category["id"]}
    ids |= {"product_type_id": kind["id"], "attribute": "material"}
    names["imports"] = staff("POST", f"{ADMIN}/imports", CSV.encode())["id"]


def _rules(objects: SampleObjects, staff: Ask) -> None:
    zones = {kind: staff("GET", f"{ADMIN}/{kind}", None)["data"][0] for kind in ("tax-zones", "shipping-zones")}
    channel = staff("GET", f"{ADMIN}/channels", None)["data"][0]
    objects.names |= {kind: zone["id"] for kind, zone in zones.items()}
    objects.names["methods"] = zones["shipping-zones"]["methods"][0]["id"]
    objects.ids |= {"channel_id": channel["id"], "location_id": channel["stock_locations"][0]}


def _purchases(objects: SampleObjects, staff: Ask, visitor: Ask) -> None:
    shop = objects.shop
    token, placed = buy(shop, visitor)
    number = placed["order_number"]
    order = staff("GET", f"{ADMIN}/orders/{number}", None)
    staff("POST", f"{ADMIN}/orders/{number}/captures", {})
    sent = staff("POST", f"{ADMIN}/orders/{number}/shipments", {"lines": [{"line_id": order["lines"][0]["id"], "quantity": 1}]})
    cart = visitor("POST", "/api/v1/carts", {"channel": shop.channel, "lines": [{"variant_id": shop.variant_id, "quantity": 1}]})
    visitor("PATCH", f"/api/v1/carts/{cart['token']}/checkout", BUYER)
    objects.names |= {"orders": number, "v1/orders": placed["order_token"], "shipments": sent["shipments"][0]["id"]}
    objects.names |= {"carts": cart["token"], "lines": cart["lines"][0]["id"], "webhooks/payments": "test"}
    waiting = buy(shop, visitor, payment={"method": "test", "card_number": ASKS})[1]
    objects.names["test-provider/payments"] = waiting["payment_id"]
    objects.ids |= {"line_id": order["lines"][0]["id"], "ordered_cart": token}


def _access(objects: SampleObjects, staff: Ask) -> None:
    role = staff("POST", f"{ADMIN}/roles", {"name": "Refunds", "permissions": ["orders.refund"]})
    invited = {"email": "bea@example.com", "name": "Bea", "roles": [{"role": "support"}]}
    key = staff("POST", f"{ADMIN}/api-keys", {"name": "Robot", "scopes": ["orders.read"]})
    objects.names |= {"roles": role["id"], "invitations": staff("POST", f"{ADMIN}/invitations", invited)["id"], "api-keys": key["id"]}
    # Whoever is staff has answered a mail: nobody has here.
    objects.names |= {"admin/staff": NOBODY, "impersonations": NOBODY, "guest-carts": NOBODY}


def buy(shop: SampleShop, visitor: Ask, quantity: int = 2, **changes: Any) -> tuple[str, Any]:
    """The cart's token and the answer to placing the order."""
    wanted = {"channel": shop.channel, "lines": [{"variant_id": shop.variant_id, "quantity": quantity}]}
    cart = visitor("POST", "/api/v1/carts", wanted)
    visitor("PATCH", f"/api/v1/carts/{cart['token']}/checkout", BUYER | changes)
    return cart["token"], visitor("POST", f"/api/v1/carts/{cart['token']}/checkout/place", {})
