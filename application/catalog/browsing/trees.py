"""Putting the tree of categories together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from application.catalog.browsing.results import CategoryNode, Tree
from domain.shared.ids import CategoryId


def tree_of(nodes: Sequence[CategoryNode]) -> Tree:
    """`nodes` without children, siblings in order; a node whose parent is not among them becomes a root."""
    known = {node.id for node in nodes}
    below: dict[CategoryId | None, list[CategoryNode]] = {}
    for node in nodes:
        below.setdefault(node.parent_id if node.parent_id in known else None, []).append(node)
    by_id: dict[CategoryId, CategoryNode] = {}

    def grown(node: CategoryNode) -> CategoryNode:
        whole = replace(node, children=tuple(grown(child) for child in below.get(node.id, ())))
        by_id[node.id] = whole
        return whole

    roots = tuple(grown(node) for node in below.get(None, ()))
    return Tree(roots, {node.slug: node for node in by_id.values()}, by_id)
