"""Tests: features access."""
