"""Tests: integration cli."""
