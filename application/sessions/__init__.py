"""Opening, keeping alive and ending sessions, and the keys that sign for them."""
