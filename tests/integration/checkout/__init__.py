"""Tests: integration checkout."""
