"""Tests: features privacy."""
