"""The fields a catalogue file can fill, and under which headings Shopify writes them, in its older and its present dialect."""

from __future__ import annotations

from collections.abc import Mapping

#: Field → headings, compared without regard to case and outer spaces; the first is the one we export.
SHOPIFY: Mapping[str, tuple[str, ...]] = {
    "handle": ("Handle", "URL handle"),
    "title": ("Title",),
    "html": ("Body (HTML)", "Description"),
    "vendor": ("Vendor",),
    "category": ("Product Category", "Standard Product Type"),
    "product_type": ("Type", "Custom Product Type"),
    "tags": ("Tags",),
    "published": ("Published", "Published on online store"),
    "option1_name": ("Option1 Name",),
    "option1_value": ("Option1 Value",),
    "option2_name": ("Option2 Name",),
    "option2_value": ("Option2 Value",),
    "option3_name": ("Option3 Name",),
    "option3_value": ("Option3 Value",),
    # Beyond Shopify's three, where a shop of ours has more.
    "option4_name": ("Option4 Name",),
    "option4_value": ("Option4 Value",),
    "option5_name": ("Option5 Name",),
    "option5_value": ("Option5 Value",),
    "sku": ("Variant SKU", "SKU"),
    "grams": ("Variant Grams", "Weight value (grams)"),
    "tracker": ("Variant Inventory Tracker", "Inventory tracker"),
    "quantity": ("Variant Inventory Qty", "Inventory quantity"),
    "policy": ("Variant Inventory Policy", "Continue selling when out of stock"),
    "fulfillment": ("Variant Fulfillment Service", "Fulfillment service"),
    "price": ("Variant Price", "Price"),
    "compare_at": ("Variant Compare At Price", "Compare-at price"),
    "requires_shipping": ("Variant Requires Shipping", "Requires shipping"),
    "taxable": ("Variant Taxable", "Charge tax"),
    "barcode": ("Variant Barcode", "Barcode"),
    "image": ("Image Src", "Product image URL"),
    "image_position": ("Image Position",),
    "image_alt": ("Image Alt Text",),
    "gift_card": ("Gift Card",),
    "seo_title": ("SEO Title",),
    "seo_description": ("SEO Description",),
    "variant_image": ("Variant Image", "Variant image URL"),
    "weight_unit": ("Variant Weight Unit", "Weight unit for display"),
    "tax_code": ("Variant Tax Code", "Tax code"),
    "cost": ("Cost per item",),
    "status": ("Status",),
}

#: Fields that only mappings can fill.
EXTRA = frozenset(
    {
        "weight",
        "length",
        "width",
        "height",
        "dimensions_unit",
        "currency",
        "tracked",
        "backorder",
        "tax_category",
    }
)
FIELDS = frozenset(SHOPIFY) | EXTRA

#: Known, wanted by nobody here; said once.
IGNORED = {"cost": "Stoa keeps no purchase prices yet: the column is left aside"}

_BY_HEADING = {heading.casefold(): name for name, headings in SHOPIFY.items() for heading in headings}


def shopify_field(heading: str) -> str | None:
    """The field that Shopify writes under this heading."""
    return _BY_HEADING.get(heading.strip().casefold())
