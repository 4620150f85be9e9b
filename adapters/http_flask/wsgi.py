"""The WSGI entry point that the server imports: `adapters.http_flask.wsgi:app`."""

from __future__ import annotations

from adapters.http_flask.app import create_app
from adapters.settings import load_settings
from bootstrap import build

settings = load_settings()
app = create_app(build(settings), settings)
