"""The rules of commerce: standard library only, no I/O, no clock, no randomness."""
