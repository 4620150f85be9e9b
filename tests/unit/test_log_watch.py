"""The watch over what tests write finds what was sent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from application.cart.show_cart import ShowCart
from tests.support.log_watch import leaks, private_values

ROOT = Path(__file__).parents[2]
INDISCREET = """
import structlog
from dataclasses import dataclass
from application.shared.pipeline import Guarded


@dataclass(frozen=True)
class SignIn:
    email: str
    password: str


class Silent:
    def ran(self, *_): ...
    def may_retry(self): return False
    def follow(self, use_case, permission, actor, command, work): return work()


def test_signing_in():
    def handler(command):
        structlog.get_logger("x").info("signed_in", {field}=command.{field})
    Guarded("identity.SignIn", handler, Silent(), Silent())(SignIn("ada at example", "correct horse battery"))
"""


def test_private_values_are_found_however_deep() -> None:
    sent = {
        "shipping_address": {"name": "Augusta King", "city": "Berlin", "lines": ["Invalidenstraße 117"]},
        "payment": {"card_number": "4242 4242 4242 4242"},
    }
    assert set(private_values(sent)) == {"Augusta King", "Invalidenstraße 117", "4242 4242 4242 4242"}
    assert set(private_values(ShowCart(token="t0ken-of-a-cart"))) == {"t0ken-of-a-cart"}


@pytest.mark.parametrize("line", ["sent to ada@example.com", "Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln", "whsec_aW5zZWN1cmU"])
def test_some_things_belong_in_no_line_whoever_sent_them(line: str) -> None:
    assert leaks(line, set())


def test_our_own_sender_may_be_named() -> None:
    assert leaks("mail_from=shop@example.com", set()) == []


@pytest.mark.parametrize(("field", "code"), [("password", 1), ("__class__", 0)])
def test_a_run_that_wrote_down_a_password_has_failed(tmp_path: Path, field: str, code: int) -> None:
    test = tmp_path / "test_indiscreet.py"
    test.write_text(INDISCREET.replace("{field}", field))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.log_watch", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    run = subprocess.run([*command, str(test)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout + run.stderr
    assert ("wrote down what was sent" in run.stdout) == bool(code)
