"""Pictures of the demo shop, served by the shop itself."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from adapters.http_flask.endpoints import Audience, Endpoints
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from application.facade import Application
from domain.shared.errors import EntityNotFound

SVG = "image/svg+xml"


@cache
def _pictures() -> dict[str, bytes]:
    """Every picture by name: what is not in here does not exist, whatever a path says."""
    folder = resources.files("adapters.demo") / "media"
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".svg")}


@cache
def _etag(name: str) -> str:
    return f'"{hashlib.sha256(_pictures()[name]).hexdigest()[:32]}"'


def media(_: Application) -> Endpoints:
    api = Endpoints("Media", "/media", Audience.STOREFRONT)

    @api.get(
        "/demo/<name>",
        "Show a picture of the demo shop",
        content_type=SVG,
        policy=Public(),
        cached=True,
        path_params={"name": "The file's name, as products name it"},
        raises=(EntityNotFound,),
    )
    def show_demo_picture(call: Call, name: str) -> Reply:
        picture = _pictures().get(name)
        if picture is None:
            raise EntityNotFound("picture", name)
        headers = {
            "ETag": _etag(name),
            "Cache-Control": "public, max-age=86400",
            # A drawing may be opened on its own: then it runs nothing.
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        }
        return Reply(200, picture, headers, SVG)

    return api
