"""The document at `/api/v1/openapi.json`, Swagger UI at `/docs` with its files from this server, and a page at `/`."""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Lock

import flask_swagger_ui
import orjson
from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound

from adapters.http_flask.edge.headers import PAGE_POLICY
from adapters.http_flask.endpoints import Endpoint
from adapters.settings import Settings

ASSETS = Path(flask_swagger_ui.__file__).parent / "dist"
OWN = Path(__file__).parent / "assets"
#: What the page loads; nothing else of the package is served.
SWAGGER_FILES = frozenset(("swagger-ui.css", "index.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "favicon-32x32.png"))
OWN_FILES = frozenset(("docs.js", "pages.css"))
PATH = "/api/v1/openapi.json"


class Description:
    """The document as bytes with their ETag, made at the first request for it."""

    def __init__(self, endpoints: list[Endpoint], settings: Settings) -> None:
        self._endpoints, self._settings = endpoints, settings
        self._lock = Lock()
        self._bytes: tuple[bytes, str] | None = None

    def bytes_and_etag(self) -> tuple[bytes, str]:
        with self._lock:
            if self._bytes is None:
                # What makes the document is needed once, and in most processes never.
                from adapters.http_flask.openapi.document import build_document

                content = orjson.dumps(build_document(self._endpoints, self._settings))
                self._bytes = (content, f'"{hashlib.sha256(content).hexdigest()[:20]}"')
            return self._bytes


def add_description(flask: Flask, endpoints: list[Endpoint], settings: Settings) -> None:
    description = Description(endpoints, settings)
    # "Try it out" may call this installation by its public address too.
    policy = PAGE_POLICY.replace("connect-src 'self'", f"connect-src 'self' {settings.base_url}")

    @flask.get(PATH)
    def openapi_document() -> Response:
        content, etag = description.bytes_and_etag()
        response = Response(content, content_type="application/json")
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "public, max-age=60"
        return response.make_conditional(request)  # type: ignore[return-value]  # werkzeug answers the same object

    @flask.get("/")
    def landing_page() -> Response:
        return _page("index.html", policy)

    @flask.get("/docs")
    def docs_page() -> Response:
        return _page("docs.html", policy)

    @flask.get("/docs/<name>")
    def docs_file(name: str) -> Response:
        folder = ASSETS if name in SWAGGER_FILES else OWN if name in OWN_FILES else None
        if folder is None:
            raise NotFound
        return send_from_directory(folder, name, max_age=3600)


def _page(name: str, policy: str) -> Response:
    response = Response((OWN / name).read_bytes(), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
