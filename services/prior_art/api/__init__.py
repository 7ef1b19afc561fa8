"""HTTP in front of the library of collections."""
