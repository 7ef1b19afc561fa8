"""The root of all exceptions that Zhishen raises on purpose.

    ZhishenError
    ├── formats:  ReadError …            (shared/formats/errors.py)
    ├── services: one base per service   (services/<name>/domain/errors.py)
    └── gateway:  GatewayError           (gateway/errors.py)

The texts of an exception are shown to users: they say what is wrong, where and what to do, and
never quote an application.
"""

from __future__ import annotations


class ZhishenError(Exception):
    """Something a user can understand and act on.

    ``name`` becomes the problem type ``urn:zhishen:problem:<name>``; the HTTP status is chosen by
    the API layer (``api/errors.py``), not here.
    """

    name = "error"
    title = "Error"
    retry_after_s: float | None = 5
    """When to ask again, told where the status says *later* (429, 503)."""

    def __init__(
        self,
        en: str,
        zh: str,
        *,
        pointer: str | None = None,
        file: str | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh
        self.pointer = pointer
        """Place in the request, as in RFC 9457 ``errors``: ``#/claims/0``, ``query:limit``."""
        self.file = file
        self.line = line

    def one_line(self) -> str:
        """Place and both texts, as the command line prints them."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return f"{place + ': ' if place else ''}{self.en} {self.zh}"

    @property
    def problem_type(self) -> str:
        """The ``type`` of the problem that tells of it (RFC 9457)."""
        return f"urn:zhishen:problem:{self.name}"

    def as_record(self) -> dict[str, str | int | None]:
        """What the ``errors`` of a command's JSON say of an input that could not be read."""
        return {
            "type": self.problem_type,
            "detail": self.en,
            "detail_zh": self.zh,
            "file": self.file,
            "line": self.line,
        }

    def __reduce__(self) -> tuple[object, ...]:
        """Keep keyword arguments when crossing a process boundary."""
        return (_rebuild, (type(self), self.en, self.zh, self.pointer, self.file, self.line))


def _rebuild(
    kind: type[ZhishenError],
    en: str,
    zh: str,
    pointer: str | None,
    file: str | None,
    line: int | None,
) -> ZhishenError:
    return kind(en, zh, pointer=pointer, file=file, line=line)
