"""Validation of what people write, by libraries that know the world: e-mail, postal addresses."""
