"""Tables, mappings and repositories of the catalogue."""
