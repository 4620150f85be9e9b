"""The catalogue for shoppers, over HTTP."""
