"""Passwords: hashed slowly, never guessable, and nobody takes as long as somebody."""

from __future__ import annotations

import pytest

from adapters.security.passwords import Argon2Passwords, ZxcvbnPasswords

CHEAP = Argon2Passwords(time_cost=1, memory_kib=7_168, parallelism=1, at_once=2)
GUESSABLE = ZxcvbnPasswords()


def test_a_password_fits_its_hash_and_no_other() -> None:
    stored = CHEAP.hash("blaue banane 7")
    assert stored.startswith("$argon2id$v=19$m=7168,t=1,p=1$")
    assert CHEAP.verify(stored, "blaue banane 7")
    assert not CHEAP.verify(stored, "blaue banane 8")
    assert not CHEAP.verify(stored, "Blaue banane 7")


def test_two_hashes_of_one_password_differ() -> None:
    assert CHEAP.hash("blaue banane 7") != CHEAP.hash("blaue banane 7")


def test_nobody_has_a_password_not_even_the_one_it_is_compared_with() -> None:
    assert not CHEAP.verify(None, "nobody has this password")
    assert not CHEAP.verify("not a hash", "x")


def test_a_hash_of_other_parameters_is_outdated() -> None:
    stronger = Argon2Passwords(time_cost=2, memory_kib=7_168, parallelism=1, at_once=2)
    stored = CHEAP.hash("blaue banane 7")
    assert stronger.outdated(stored)
    assert not CHEAP.outdated(stored)
    assert stronger.verify(stored, "blaue banane 7")


@pytest.mark.parametrize(
    "password",
    ["password12", "Password123!", "P@ssw0rd2024!", "1234567890", "qwertyuiop", "aaaaaaaaaa", "iloveyou123", "passwordpassword", "a" * 128],
)
def test_what_everybody_tries_first_is_guessable(password: str) -> None:
    assert GUESSABLE.includes(password, ())


@pytest.mark.parametrize("password", ["blaue banane 7", "ahdkeoqpwz", "correct horse battery", "кофе с молоком", "🦆 im Regen tanzt"])
def test_a_few_random_words_are_not(password: str) -> None:
    assert not GUESSABLE.includes(password, ())


def test_what_belongs_to_the_person_is_easier_to_guess() -> None:
    assert GUESSABLE.includes("lovelacekontor", ("lovelace", "kontor"))
    assert not GUESSABLE.includes("lovelacekontor", ())
