"""A process loads what it works with: memory and start time of every worker are made of imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]

#: As `stoa serve` does it: the web processes are forked from the process of the command line.
WEB_WORKER = """
import adapters.cli.main, adapters.cli.here, adapters.cli.serving
import adapters.lean_logging
from adapters.http_flask.app import create_app
from adapters.settings import load_settings
from bootstrap import build

settings = load_settings(
    _env_file=None, environment="test", database_url="postgresql://nobody@127.0.0.1:1/none", redis_url="redis://127.0.0.1:1/0"
)
create_app(build(settings), settings)
"""

#: Top-level packages and modules that only some processes need, or a process only at some request.
NOT_FOR_EVERY_WEB_WORKER = {
    "adapters.memory.unit_of_work": "the twins of tests and demonstrations",
    "alembic": "migrations",
    "apispec": "the OpenAPI document, made at the first request for it",
    "authlib": "external logins, in shops that have providers",
    "joserfc": "as authlib",
    "mjml": "mails, made by workers",
    "nh3": "texts of merchants",
    "phonenumbers": "profiles",
    "psutil": "embedded services",
    "pygments": "coloured tracebacks, which nobody prints",
    "requests": "external logins",
    "rich": "tables of the command line",
    "rq": "the queue's workers; web processes only nudge them",
    "segno": "second factors being set up",
    "sqlite3": "imports, run by workers",
    "stdnum": "VAT numbers",
    "zxcvbn": "passwords being chosen: 12 MB of lists",
}
#: What `stoa --help`, tab completion and the process above the web workers do without.
NOT_FOR_THE_COMMAND_LINE = {"cryptography", "flask", "granian", "pydantic", "redis", "rich", "sqlalchemy", "structlog", "application"}


def loaded_by(program: str) -> set[str]:
    report = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program + report],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE), "STOA_SECRET_KEY": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_web_worker_has_not_loaded_what_few_requests_need() -> None:
    assert sorted(NOT_FOR_EVERY_WEB_WORKER.keys() & loaded_by(WEB_WORKER)) == []


def test_the_command_line_waits_for_no_library_that_its_command_does_not_use() -> None:
    assert sorted(NOT_FOR_THE_COMMAND_LINE & loaded_by("import adapters.cli.main")) == []
