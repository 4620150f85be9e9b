"""Tests: features customers."""
