"""``{key:document}`` in a route's path: the key of a document, which may have slashes in it.

What belongs to a document has addresses below its own. They are no keys, so that a method which one
of them does not take is 405 there, and never done to a document of that name.
"""

from __future__ import annotations

from starlette.convertors import PathConvertor, register_url_convertor

_BELOW = "citations|family|(?:claims|passages)/[^/]*"


class _DocumentKey(PathConvertor):
    regex = f"(?!.*/(?:{_BELOW})$).*"


register_url_convertor("document", _DocumentKey())
