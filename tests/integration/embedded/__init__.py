"""Tests: integration embedded."""
