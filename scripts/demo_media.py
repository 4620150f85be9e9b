"""Draws the demo shop's pictures: one SVG per media entry, the same bytes on every run.

`python -m scripts.demo_media` rewrites `adapters/demo/media`. What each product looks like stands in `demo_motifs.json`,
as shapes on a canvas of 400 × 400, separated by semicolons, with colours named by their role (a main, b accent, c light, d dark):
`R x y width height radius colour`, `C x y radius colour`, `E x y rx ry colour`, `P colour path`, `L colour width path`
(a stroke) and `D colour width dashes path` (a dashed stroke). Colours and background follow from the product's slug.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "adapters" / "demo"
MOTIFS = Path(__file__).with_name("demo_motifs.json")

# background, background ornament, main, accent, light, dark
PALETTES = (
    ("#e9dfcc", "#dccdb0", "#3f6b57", "#d98e4a", "#fdf8ee", "#26352e"),
    ("#d5e2e4", "#bfd2d6", "#b5523b", "#e3b04b", "#fbfaf5", "#2c3440"),
    ("#ecd9d0", "#e2c5b7", "#2f5d7c", "#cf6a4c", "#fffaf4", "#1f2f3d"),
    ("#dde3cf", "#cad4b5", "#8a5a83", "#e0a458", "#fcfbf3", "#372d3f"),
    ("#f0e2b6", "#e6d293", "#2e7d78", "#c8553d", "#fffdf3", "#22383a"),
    ("#d9d7e6", "#c5c2d9", "#c77b30", "#4d7ea8", "#fbfaff", "#2f2b3f"),
    ("#cfe3d6", "#b5d3c0", "#a6434f", "#4f8a66", "#fafdf8", "#2b3a33"),
    ("#e6d6e0", "#d8c0ce", "#48688c", "#b86b77", "#fffafc", "#332a3a"),
)
ORNAMENTS = (
    '<circle cx="200" cy="205" r="165" fill="{0}"/>',
    '<path fill="{0}" d="M0 290 C110 235 250 330 400 265 V400 H0 Z"/>',
    '<path fill="{0}" d="M0 400 L400 110 V400 Z"/>',
    '<circle cx="320" cy="90" r="55" fill="{0}"/><rect y="330" width="400" height="70" fill="{0}"/>',
    '<path fill="{0}" d="M60 400 V190 C60 5 340 5 340 190 V400 Z"/>',
)


def element(shape: str, colours: dict[str, str]) -> str:
    """One shape of the motif language as an SVG element."""
    kind, *words = shape.split()
    match kind:
        case "R":
            x, y, width, height, radius, fill = words
            box = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"'
            return f'<rect {box} fill="{colours[fill]}"/>'
        case "C":
            x, y, radius, fill = words
            return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colours[fill]}"/>'
        case "E":
            x, y, rx, ry, fill = words
            return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{colours[fill]}"/>'
        case "P":
            return f'<path fill="{colours[words[0]]}" d="{" ".join(words[1:])}"/>'
        case "L":
            return stroke(colours[words[0]], words[1], words[2:], 'stroke-linecap="round" stroke-linejoin="round"')
        case "D":
            return stroke(colours[words[0]], words[1], words[3:], f'stroke-dasharray="{words[2]}"')
    raise ValueError(f"unknown shape {shape!r}")


def stroke(colour: str, width: str, path: list[str], style: str) -> str:
    return f'<path fill="none" stroke="{colour}" stroke-width="{width}" {style} d="{" ".join(path)}"/>'


def picture(slug: str, motif: str, alt: str, view_box: str = "0 0 400 400") -> str:
    """The whole SVG document; the slug decides palette and ornament."""
    seed = hashlib.sha256(slug.encode()).digest()
    background, ornament, *roles = PALETTES[seed[0] % len(PALETTES)]
    colours = dict(zip("abcd", roles, strict=True))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}" width="800" height="800" role="img">',
        f"<title>{escape(alt)}</title>",
        f'<rect width="400" height="400" fill="{background}"/>',
        ORNAMENTS[seed[1] % len(ORNAMENTS)].format(ornament),
        *(element(shape, colours) for shape in motif.split(";")),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def pictures() -> Iterator[tuple[str, str]]:
    """File name and content of every media entry of every demo product."""
    drawings = json.loads(MOTIFS.read_text(encoding="utf-8"))
    for file in sorted(DEMO.glob("products-*.json")):
        for product in json.loads(file.read_text(encoding="utf-8")):
            slug = product["slug"]
            for position, entry in enumerate(product["media"]):
                view_box = "0 0 400 400" if position == 0 else drawings["details"][slug]
                yield entry["file"], picture(slug, drawings["motifs"][slug], entry["alt"]["en"], view_box)


def main() -> None:
    folder = DEMO / "media"
    folder.mkdir(exist_ok=True)
    wanted = dict(pictures())
    for stale in {path.name for path in folder.glob("*.svg")} - wanted.keys():
        (folder / stale).unlink()
    for name, content in wanted.items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
