"""Tests of what keeps secrets."""
