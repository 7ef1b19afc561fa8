"""Adapters: the rule cases that come with the software."""
