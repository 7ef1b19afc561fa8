"""Adapters of the collection: decoder, files, SQL store, FAISS index, model files."""
