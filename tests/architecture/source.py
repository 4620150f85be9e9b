"""The project's own source, parsed once for the architecture tests."""

from __future__ import annotations

import ast
import gc
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("domain", "application", "adapters", "wiring")


@cache
def modules(*packages: str) -> dict[str, ast.Module]:
    """Path relative to the root → syntax tree, of the named top-level packages; generated migrations are not ours to judge."""
    wanted = packages or PRODUCT
    if len(wanted) > 1:
        return {name: tree for package in wanted for name, tree in modules(package).items()}
    names = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / wanted[0]).rglob("*.py"))]
    gc.disable()  # A million nodes that all stay: looking for rubbish among them costs more than making them.
    try:
        return {name: ast.parse((ROOT / name).read_text(), name) for name in names if "/migrations/versions/" not in name}
    finally:
        gc.enable()


def line_count(name: str) -> int:
    return (ROOT / name).read_text().count("\n")


@cache
def imports(tree: ast.Module) -> set[str]:
    """Dotted names of every imported module."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names
