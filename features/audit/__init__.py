"""Tests: features audit."""
