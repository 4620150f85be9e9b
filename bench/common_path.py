"""CPU that the common path costs above a bare Flask view: `python -m bench.common_path [--profile]`.

Both apps are called as the server calls them (WSGI, no network); the bodies are the same bytes.
"""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Response

from adapters.http_flask import app as http_app
from adapters.http_flask.app import create_app
from adapters.http_flask.edge.journal import Journal
from adapters.http_flask.edge.rate_limits import endpoint_limits
from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.policies import Public
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from adapters.settings import load_settings
from application.facade import Application
from bootstrap import Backend, build

BODY = b'{"data":[' + b",".join(b'{"id":"01981e2c-7d4e-7b59-a5f1-3c0f3a5e8b21","name":"Linen shirt"}' for _ in range(20)) + b"]}"
ENVIRON = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/api/v1/hot",
    "QUERY_STRING": "limit=20",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": "127.0.0.1:8000",
    "wsgi.url_scheme": "http",
    "wsgi.input": io.BytesIO(),
    "wsgi.errors": sys.stderr,
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


def bare() -> Flask:
    flask = Flask("bare", static_folder=None)

    @flask.get("/api/v1/hot")
    def hot() -> Response:
        return Response(BODY, content_type="application/json")

    return flask


def hot_group(_: Application) -> Endpoints:
    api = Endpoints("Bench", "/api/v1")

    @api.get("/hot", "A read that is ready", policy=Public(), cached=True)
    def hot(call: Call) -> Reply:
        return Reply(200, BODY, {"ETag": '"abc"', "Cache-Control": "public, max-age=2"})

    return api


def ours() -> Flask:
    settings = load_settings(
        environment="test",
        database_url="postgresql://nobody@127.0.0.1:1/none",
        redis_url="redis://127.0.0.1:1/0",
        rate_limit_read="1000000000/minute",
    )
    http_app.GROUPS.append(hot_group)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    journal = Journal(settings, lambda line: os.write(nowhere, line))
    return create_app(build(settings, Backend.MEMORY), settings, endpoint_limits(settings), journal=journal)


def call(app: Callable[..., Any]) -> None:
    b"".join(app(dict(ENVIRON), lambda *_: None))


def microseconds(app: Callable[..., Any], requests: int = 3000) -> float:
    started = time.process_time()
    for _ in range(requests):
        call(app)
    return (time.process_time() - started) / requests * 1e6


def main() -> None:
    apps = {"bare": bare(), "ours": ours()}
    for app in apps.values():
        microseconds(app, 500)
    rounds = {name: [] for name in apps}
    for _ in range(7):
        for name, app in apps.items():
            rounds[name].append(microseconds(app))
    best = {name: statistics.median(values) for name, values in rounds.items()}
    print(f"bare Flask view {best['bare']:.0f} µs, common path {best['ours']:.0f} µs: {best['ours'] - best['bare']:.0f} µs more")
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(lambda: microseconds(apps["ours"], 5000))
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
