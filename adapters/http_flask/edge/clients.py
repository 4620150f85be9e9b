"""Whom a limit counts: the network a request comes from, believing only the proxies that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any


@lru_cache(maxsize=50_000)
def network_of(address: str) -> str:
    """IPv4 addresses stand for themselves; IPv6 for their /64, which one subscriber owns whole."""
    try:
        parsed = ip_address(address.strip().removeprefix("[").removesuffix("]"))
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed.packed, 64), strict=False))
    return str(parsed)


@lru_cache(maxsize=50_000)
def coarse_network(address: str) -> str:
    """Where somebody was, and no closer: the /24 of an IPv4 address, the /48 of an IPv6 one; "" when there is none."""
    try:
        parsed = ip_address(address.strip().removeprefix("[").removesuffix("]"))
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed.packed, 48 if isinstance(parsed, IPv6Address) else 24), strict=False))


def client_address(environ: Mapping[str, Any], trusted_proxies: int) -> str:
    """The caller's address. Each trusted proxy appended one entry to X-Forwarded-For; what stands before those is the caller's word."""
    direct: str = environ.get("REMOTE_ADDR") or ""
    if trusted_proxies == 0:
        return direct
    forwarded = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return forwarded[-trusted_proxies] if len(forwarded) >= trusted_proxies else direct
