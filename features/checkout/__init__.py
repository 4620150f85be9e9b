"""Tests: features checkout."""
