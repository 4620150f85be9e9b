"""The catalogue as staff keep it, over HTTP."""
