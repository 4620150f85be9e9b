"""Benchmark programs: what they measure and how is in bench/README.md, what they printed in bench/results."""
