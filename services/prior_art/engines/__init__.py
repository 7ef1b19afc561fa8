"""Adapters: the store of documents, the indexes derived from it, the encoders."""
