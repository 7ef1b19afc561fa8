"""HTTP: routes, error mapping, conversion to the wire models."""
