"""Endpoints about the service itself: health, metrics, its own description."""
