"""Privacy: what people agreed to, the copy of their data, and being forgotten."""
