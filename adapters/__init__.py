"""Everything with a technology's name: each package implements ports that the application declares."""
