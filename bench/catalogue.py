"""Writes a made-up catalogue of any size in the Shopify product CSV format, the same for the same size."""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

COLUMNS = """Handle|Title|Body (HTML)|Vendor|Type|Tags|Published|Option1 Name|Option1 Value|Option2 Name|Option2 Value|Variant SKU
Variant Grams|Variant Inventory Tracker|Variant Inventory Qty|Variant Inventory Policy|Variant Fulfillment Service|Variant Price
Variant Compare At Price|Variant Requires Shipping|Variant Taxable|Variant Barcode|Image Src|Image Position|Image Alt Text|Gift Card
SEO Title|SEO Description|Status""".replace("\n", "|").split("|")
WORDS = """amber brisk calm deep early fine gentle hollow ivory jolly keen light mellow neat open plain quiet rough soft tall warm
ash bamboo canvas cedar clay cork cotton copper felt flax glass jute leather linen oak paper slate steel walnut wool
apron basket bench blanket bowl brush candle chair clock cup desk drawer frame jar kettle lamp mirror mug pillow plate rug shelf"""
ADJECTIVES, MATERIALS, THINGS = (line.split() for line in WORDS.splitlines())
VENDORS = [
    f"{name} & Daughters" for name in ["Alder", "Birk", "Corran", "Dahl", "Ebner", "Fjord", "Gale", "Holt", "Irwin", "Juhl", "Kern", "Lund"]
]
COLOURS, SIZES = ["black", "blue", "green", "red", "white"], ["S", "M", "L"]


def rows(products: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Two thirds have one variant, the others 3 to 6; about 2.2 rows a product."""
    rng = random.Random(seed)
    for number in range(products):
        yield from _product(number, rng)


def _product(number: int, rng: random.Random) -> Iterator[dict[str, str]]:
    words = (rng.choice(ADJECTIVES), rng.choice(MATERIALS), rng.choice(THINGS))
    title = f"{' '.join(words).title()} No. {number}"
    pairs = [("", "")] if rng.random() < 0.66 else [(c, s) for c in rng.sample(COLOURS, rng.randint(1, 2)) for s in SIZES]
    sentence = f"A {words[0]} {words[2]} of {words[1]}, made to be used every day and to be mended when it is old."
    for index, (colour, size) in enumerate(pairs):
        row = dict.fromkeys(COLUMNS, "") | {
            "Handle": f"product-{number}",
            "Option1 Value": colour or "Default Title",
            "Option2 Value": size,
            "Variant SKU": f"B{number:07d}-{index}",
            "Variant Grams": str(rng.randint(50, 9000)),
            "Variant Inventory Tracker": "shopify",
            "Variant Inventory Qty": "1000000",
            "Variant Inventory Policy": "deny",
            "Variant Fulfillment Service": "manual",
            "Variant Price": f"{rng.randint(200, 29900) / 100:.2f}",
            "Variant Requires Shipping": "true",
            "Variant Taxable": "true",
        }
        if index == 0:
            row |= {
                "Title": title,
                "Body (HTML)": f"<p>{sentence}</p>" * rng.randint(1, 4),
                "Vendor": rng.choice(VENDORS),
                "Type": words[2].title(),
                "Tags": ", ".join(sorted({words[0], words[1]})),
                "Published": "true",
                "Option1 Name": "Colour" if colour else "Title",
                "Option2 Name": "Size" if size else "",
                "Image Src": f"https://pictures.example/{number}.jpg",
                "Image Position": "1",
                "Image Alt Text": title,
                "Gift Card": "false",
                "Status": "active",
            }
        yield row


def write(path: Path, products: int) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(products))
    return path


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
