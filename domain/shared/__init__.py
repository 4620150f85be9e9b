"""Values and building blocks that every context shares."""
