"""Stock: locations, items, reservations, movements."""
