"""Reads a request form that was typed as text: ``标签：值``, one statement on a line.

The first line is the form's name (发明专利请求书 …). What the form states is read as the request JSON
is (``form_statements``); labels: docs/request-form.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.formats.form_statements import Statement, form_name, read_statements, trimmed
from shared.formats.limits import ReadLimits
from shared.formats.manuscript_headings import part_title
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.plain_text import decode_text, text_head
from shared.formats.request_json import RequestData, amended
from shared.model.case_file import CaseFile

FORMAT = "zhishen-request-form"

_STATEMENT = re.compile(r"[ \t\u3000]*([^:：\n]{1,60}?)[ \t\u3000]*[:：][ \t\u3000]*([^\n]*)")


def recognises(_name: str, head: bytes) -> bool:
    """Whether the first line is the name of a request form, and no other part follows in the head."""
    text = text_head(head)
    if text is None:
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or form_name(lines[0]) is None:
        return False
    return not any(part_title(line) is not None for line in lines[1:])


def read_form(name: str, data: bytes, limits: ReadLimits | None = None) -> RequestData:
    """Read a typed request form. Raises ``MalformedDocumentError`` with the line at fault."""
    text = decode_text(data, name, limits or ReadLimits())
    title = next((line for line in text.splitlines() if line.strip()), "")
    return read_statements(
        form_name(title) or "",
        _statements(text),
        name,
        lambda place: text.count("\n", 0, place) + 1,
    )


def amend(
    case_file: CaseFile | None, paper: FiledFile, files: FiledFiles, limits: ReadLimits
) -> CaseFile:
    """Add what the form states. Raises ``ReadError``."""
    data = read_form(paper.name, paper.read(), limits)
    return amended(case_file, data, paper, files, limits, FORMAT)


def _statements(text: str) -> Iterator[Statement]:
    for found in _STATEMENT.finditer(text):
        start, end = found.span(2)
        yield Statement(found[1], trimmed(((found[2], start, end),)) if start < end else ())
