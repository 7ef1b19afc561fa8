"""The HTML report of a dossier: one file, no script, no external resource."""

from gateway.report.render import render_report

__all__ = ["render_report"]
