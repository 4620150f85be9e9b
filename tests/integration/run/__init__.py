"""Tests: integration run."""
