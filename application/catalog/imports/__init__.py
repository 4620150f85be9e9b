"""Catalogues come in from files and go out again."""
