"""Rules of the context, without anything around them."""
