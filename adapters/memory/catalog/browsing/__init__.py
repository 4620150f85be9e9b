"""The catalogue's read model in memory: computed from the committed state whenever it is read."""
