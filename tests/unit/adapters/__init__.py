"""Tests: unit adapters."""
