"""Tests: integration audit."""
