"""Tests: features identity."""
