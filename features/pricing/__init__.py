"""Tests: features pricing."""
