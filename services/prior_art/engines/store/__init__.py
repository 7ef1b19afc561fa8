"""The truth: collections and their documents in a relational database."""
