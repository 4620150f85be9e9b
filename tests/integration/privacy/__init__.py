"""Tests: integration privacy."""
