"""The service frame: one way to build, protect, observe and run every service."""

from shared.web.app import build_app

__all__ = ["build_app"]
