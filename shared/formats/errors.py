"""What can go wrong while reading filed documents.

    ReadError
    ├── UnknownFormatError        no reader knows the content
    ├── AmbiguousInputError       several applications where one is expected
    ├── MalformedDocumentError    broken XML, JSON, DOCX, encoding …
    ├── ForbiddenConstructError   entity declarations, external entities, encrypted members …
    ├── UnsafeArchiveError        paths that leave the archive, links, nested archives …
    ├── LimitExceededError        larger, deeper or longer than ReadLimits allow
    ├── ReadTimeoutError          the reading process was stopped after its time
    └── ReaderCrashedError        the reading process died (memory limit, crash)

Every error names the file, the line where there is one, and the cause; none quotes the document.
"""

from __future__ import annotations

from shared.errors import ZhishenError


class ReadError(ZhishenError):
    """A filed document could not be read."""

    name = "unreadable-document"
    title = "Document cannot be read"


class UnknownFormatError(ReadError):
    """No reader recognises the content."""

    name = "unknown-format"
    title = "Unknown document format"


class AmbiguousInputError(ReadError):
    """The input holds several applications; they have to be given one by one."""

    name = "ambiguous-input"
    title = "Several applications in one input"


class MalformedDocumentError(ReadError):
    """The document breaks the rules of its own format."""

    name = "malformed-document"
    title = "Malformed document"


class ForbiddenConstructError(ReadError):
    """The document uses something that is refused for safety, e.g. an entity declaration."""

    name = "forbidden-construct"
    title = "Forbidden construct"


class UnsafeArchiveError(ReadError):
    """An archive, or the name of a file, that could do harm."""

    name = "unsafe-archive"
    title = "Unsafe archive"


class LimitExceededError(ReadError):
    """The document is larger than the limits allow."""

    name = "limit-exceeded"
    title = "Document exceeds a limit"


class ReadTimeoutError(ReadError):
    """Reading took longer than allowed and was stopped."""

    name = "read-timeout"
    title = "Reading took too long"


class ReaderCrashedError(ReadError):
    """The process that read the document died, e.g. at its memory limit."""

    name = "reader-crashed"
    title = "Reading process failed"
