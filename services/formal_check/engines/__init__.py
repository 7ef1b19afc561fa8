"""Adapters: documents written for people."""
