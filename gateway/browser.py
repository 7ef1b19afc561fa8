"""What a person opens in a browser, which can send a key only as a password (HTTP Basic).

A browser sends such a password along with requests that another site makes it send. It is therefore
taken for reading pages, and for forms only when the browser itself says that they came from a page
of this gateway: by ``Sec-Fetch-Site`` (Fetch Metadata, which no page can set), or, where a browser
does not send it (plain HTTP inside an office), by ``Origin`` naming this very host.
"""

from __future__ import annotations

import re

from starlette.types import Scope

_PAGES = re.compile(
    r"/|/status|/quality|/v1/examinations/[0-9a-f]{1,64}/report"
    r"|/workbench/(?:image-)?searches|/workbench/searches/[0-9a-f]{1,64}|/workbench/documents/.+"
)
_PAGES_AS_HTML = re.compile(r"/v1/image-searches/[0-9a-f]{1,64}")
"""Read by programs too: pages with ``?format=html``, as reports link to them."""
_FORMS = re.compile(r"/workbench/(?:examinations|searches|image-searches)")


def is_page(scope: Scope) -> bool:
    """Whether a person asks in a browser: a page, or a form sent from one."""
    path, method = scope.get("path", ""), scope.get("method")
    if method == "POST":
        return _FORMS.fullmatch(path) is not None and sent_from_own_page(scope)
    if method != "GET":
        return False
    as_html = scope.get("query_string", b"") == b"format=html"
    return bool(_PAGES.fullmatch(path) or (as_html and _PAGES_AS_HTML.fullmatch(path)))


def sent_from_own_page(scope: Scope) -> bool:
    """Whether the browser vouches that a page of this gateway sent the request."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site == b"same-origin"
    scheme, _, origin = headers.get(b"origin", b"").partition(b"://")
    return scheme in (b"http", b"https") and origin != b"" and origin == headers.get(b"host")
