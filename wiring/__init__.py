"""How ports meet adapters: one module a group of contexts, each with `memory` and `real`. Only `bootstrap` imports it."""
