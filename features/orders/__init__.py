"""Tests: features orders."""
