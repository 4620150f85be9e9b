"""The project's own source, parsed once for the architecture tests."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("domain", "application", "adapters", "wiring")


@cache
def modules(*packages: str) -> dict[str, ast.Module]:
    """Path relative to the root → syntax tree, of the named top-level packages; generated migrations are not ours to judge."""
    found = {}
    for package in packages or PRODUCT:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/versions/" not in name:
                found[name] = ast.parse(path.read_text(), name)
    return found


def line_count(name: str) -> int:
    return (ROOT / name).read_text().count("\n")


def imports(tree: ast.Module) -> set[str]:
    """Dotted names of every imported module."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names
