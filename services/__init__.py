"""Independent examination-assist services. They never import each other."""
