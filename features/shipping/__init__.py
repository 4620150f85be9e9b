"""Tests: features shipping."""
