"""HTML pages: dossiers, searches, re-checks, the quality monitor, the status. No script, nothing from
outside.
"""

from gateway.report.operations import render_quality, render_status
from gateway.report.render import render_index, render_recheck, render_report
from gateway.report.workbench import (
    render_document,
    render_image_search,
    render_problem,
    render_search,
)

__all__ = [
    "render_document",
    "render_image_search",
    "render_index",
    "render_problem",
    "render_quality",
    "render_recheck",
    "render_report",
    "render_search",
    "render_status",
]
