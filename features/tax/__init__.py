"""Tests: features tax."""
