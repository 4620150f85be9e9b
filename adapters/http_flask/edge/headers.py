"""Headers that every answer carries, and what pages for browsers may load."""

from __future__ import annotations

from adapters.settings import Settings

#: JSON is never a page: nothing may run, load or frame it.
API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
#: Our own pages: everything from this server, no inline script, images also inline (Swagger UI draws its arrows so).
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
ONE_YEAR = 31_536_000


def fixed_headers(settings: Settings) -> list[tuple[str, str]]:
    """The same for every answer; HSTS only where the API is reached by https."""
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
    ]
    if settings.base_url.startswith("https://"):
        headers.append(("Strict-Transport-Security", f"max-age={ONE_YEAR}; includeSubDomains"))
    return headers
