"""Which calls are audited, and when. What is not named here is audited before it is answered."""

from __future__ import annotations

from enum import Enum, auto


class When(Enum):
    """When the entry of a call is durable."""

    BEFORE = auto()
    """Before the first byte of the answer: changes, and reads of unpublished text."""
    SOON = auto()
    """After a tenth of a second at the latest: calls that leave nothing behind."""
    NEVER = auto()
    """Reads of what is public, or tells nothing of any application."""


_SOON = frozenset(
    {
        ("POST", "/v1/checks"),
        ("POST", "/v1/hints"),
        ("POST", "/v1/comparisons"),
        ("POST", "/v1/corrections"),
        ("POST", "/v1/notices"),
        ("POST", "/v1/search-features"),
        ("POST", "/v1/classification-suggestions"),
        ("POST", "/v1/recognitions"),
    }
)
_NEVER = frozenset(
    {
        ("GET", "/openapi.json"),
        ("GET", "/metrics"),
        ("GET", "/status"),
        ("GET", "/v1/status"),
        ("GET", "/workbench/searches"),
        ("GET", "/workbench/image-searches"),
        ("GET", "/v1/rules"),
        ("GET", "/v1/rules/{code}"),
        ("GET", "/v1/engines"),
        ("GET", "/v1/collections"),
        ("GET", "/v1/collections/{name}"),
        ("GET", "/v1/descriptor-model"),
        ("GET", "/v1/designs/{design_id}"),
        ("GET", "/v1/designs/{design_id}/views/{view_id}/image"),
    }
)


def when(method: str, template: str) -> When:
    """When a call of this route is audited."""
    if (method, template) in _SOON:
        return When.SOON
    return When.NEVER if (method, template) in _NEVER else When.BEFORE
