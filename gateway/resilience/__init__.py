"""Keeps a faulty service from taking the gateway and its callers with it."""
