"""What becomes of a visitor's cart at sign-in when the account has one already: a setting of the channel."""

from __future__ import annotations

from enum import Enum


class CartMerging(Enum):
    """Lines of both together; only the cart that was changed last; only the visitor's."""

    MERGE = "merge"
    KEEP_NEWEST = "keep_newest"
    REPLACE = "replace"
