"""Tests: integration migrations."""
