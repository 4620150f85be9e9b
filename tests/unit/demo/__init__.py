"""Tests: unit demo."""
