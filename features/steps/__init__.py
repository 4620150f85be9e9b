"""Steps by context; each at most four lines, none asks which driver runs."""
