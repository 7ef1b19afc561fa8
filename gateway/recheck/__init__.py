"""Batch re-checks of pending applications (docs/pending-applications.md)."""
