"""Fixtures for tests and features alike."""

pytest_plugins = ["tests.support.services"]
