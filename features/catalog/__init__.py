"""Tests: features catalog."""
