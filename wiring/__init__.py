"""How ports meet adapters: one module a group of contexts, each with `memory` and `real`. Only `bootstrap` imports it.

A module imports what its `memory` needs in there: a process of a real shop does without the twins.
"""
