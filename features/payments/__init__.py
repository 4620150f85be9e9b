"""Tests: features payments."""
