"""The catalogue's read model: documents kept ready by the projector, and the queries over them."""
