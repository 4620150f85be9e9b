"""Every endpoint with every kind of caller, as the OpenAPI document declares it."""
