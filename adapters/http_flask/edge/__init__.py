"""What every request meets before and after its endpoint: one WSGI layer, limits, headers, admission, records."""
