"""Which surface a token opens: the storefront's or the staff's, never both."""

from __future__ import annotations

from enum import Enum


class Audience(Enum):
    SHOP = "shop"
    ADMIN = "admin"
