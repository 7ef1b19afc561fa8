"""Pending applications: what is filed becomes a version of an application."""
