"""Tests: integration services."""
