"""The audit log: recording, chaining, looking through it, verifying it."""
