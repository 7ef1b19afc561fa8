"""Boolean queries: parsed, evaluated on a document, and written back."""
