"""Every port once more, in memory, with real semantics: copies, versions, unique keys, outbox, rollback."""
