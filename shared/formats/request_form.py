"""Reads a request form that was typed as text: ``标签：值``, one statement on a line.

The first line is the form's name (发明专利请求书 …). A label that opens a group (申请人, 发明人, 联系人,
专利代理机构, 在先申请号 …) begins a new entry; what follows belongs to it until the next. What the form
states is read as the request JSON is (``request_json``); labels: docs/request-form.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from shared.formats.errors import MalformedDocumentError
from shared.formats.json_places import pointer_token
from shared.formats.limits import ReadLimits
from shared.formats.manuscript_headings import part_title
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.plain_text import decode_text, text_head
from shared.formats.request_json import PlacedValues, RequestData, amended, request_data
from shared.formats.request_labels import NUMBERS, OPENING, SEVERAL, TOP, WITHIN, label_key
from shared.formats.request_schema import GivenRequest
from shared.formats.unit_builder import UnitBuilder
from shared.model.case_file import CaseFile
from shared.model.source import TextUnit

FORMAT = "zhishen-request-form"
MAX_STATEMENTS = 5000

_TITLE = re.compile(r"(发明专利|实用新型专利|外观设计专利)请求书")
_STATEMENT = re.compile(r"[ \t\u3000]*([^:：\n]{1,60}?)[ \t\u3000]*[:：][ \t\u3000]*([^\n]*)")
_NAMES = re.compile(r"[^；;、\s][^；;、\n]*")
_SPACE = " \t\r\u3000"


def recognises(_name: str, head: bytes) -> bool:
    """Whether the first line is the name of a request form, and no other part follows in the head."""
    text = text_head(head)
    if text is None:
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or _TITLE.fullmatch(_bare(lines[0])) is None:
        return False
    return not any(part_title(line) is not None for line in lines[1:])


def read_form(name: str, data: bytes, limits: ReadLimits | None = None) -> RequestData:
    """Read a typed request form. Raises ``MalformedDocumentError`` with the line at fault."""
    text = decode_text(data, name, limits or ReadLimits())
    form = _Form(text, name)
    try:
        given = GivenRequest.model_validate(form.values)
    except ValidationError as error:
        raise form.fault(error) from None
    return request_data(given, _TypedValues(text, name, form.places))


def amend(
    case_file: CaseFile | None, paper: FiledFile, files: FiledFiles, limits: ReadLimits
) -> CaseFile:
    """Add what the form states. Raises ``ReadError``."""
    data = read_form(paper.name, paper.read(), limits)
    return amended(case_file, data, paper, files, limits, FORMAT)


@dataclass(frozen=True)
class _TypedValues(PlacedValues):
    """Values that stand in the text as they are, without escapes."""

    def built(self, pointer: str, place: tuple[int, int], identifier: str) -> TextUnit:
        builder = UnitBuilder(self.file, pointer, "zh")
        builder.add(self.text[slice(*place)], *place)
        return builder.build(identifier)


class _Form:
    """The statements of a form as values of the request JSON, with their places."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self.values: dict[str, Any] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self._group: tuple[str, str, dict[str, Any]] | None = None
        """Name of the group, pointer of its entry, and the entry."""
        title = _TITLE.search(_bare(text[: text.find("\n")] if "\n" in text else text))
        self.values["form_code"] = title.group() if title is not None else ""
        for count, (label, start, end) in enumerate(self._statements()):
            if count == MAX_STATEMENTS:
                raise MalformedDocumentError(
                    f"The form has more than {MAX_STATEMENTS} statements.",
                    f"表格超过{MAX_STATEMENTS}项。",
                    file=file,
                )
            if start < end or label_key(label) in OPENING:
                self._take(label, start, end)

    def fault(self, error: ValidationError) -> MalformedDocumentError:
        """The error for the first value that the schema refuses, with its line; quotes nothing."""
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        pointer = "".join(f"/{pointer_token(str(step))}" for step in first["loc"])
        known = [place for key, place in self.places.items() if key.startswith(pointer)]
        line = self._text.count("\n", 0, known[0][0]) + 1 if known else None
        return MalformedDocumentError(
            f"A value of the form is not of the documented kind ({pointer}: {first['msg']}).",
            f"表格中有不符合要求的内容（{pointer}），请核对。",
            pointer=pointer,
            file=self._file,
            line=line,
        )

    def _statements(self) -> Iterator[tuple[str, int, int]]:
        """Label, and where its value begins and ends."""
        for found in _STATEMENT.finditer(self._text):
            start, end = found.span(2)
            while end > start and self._text[end - 1] in _SPACE:
                end -= 1
            yield found.group(1), start, end

    def _take(self, label: str, start: int, end: int) -> None:
        key = label_key(label)
        if key in OPENING:
            self._open(*OPENING[key], start, end)
        elif self._group is not None and key in WITHIN[self._group[0]]:
            _, pointer, entry = self._group
            self._put(entry, pointer, WITHIN[self._group[0]][key], start, end)
        elif key in TOP:
            self._group = None
            self._put(self.values, "", TOP[key], start, end)
        else:
            self._put(self.values, "", label.strip(), start, end)

    def _open(self, group: str, member: str, start: int, end: int) -> None:
        """Begin a group; several names in one statement (张三；李四) are several entries."""
        spans = [(start, end)]
        if group in ("inventors", "applicants"):
            spans = [found.span() for found in _NAMES.finditer(self._text, start, end)] or spans
        for first, last in spans:
            pointer, entry = self._entry(group)
            self._group = (group, pointer, entry)
            if first < last:
                self._put(entry, pointer, member, first, last)

    def _entry(self, group: str) -> tuple[str, dict[str, Any]]:
        if group == "attorneys":
            agency = self.values.setdefault("agency", {})
            attorneys = agency.setdefault("attorneys", [])
            attorneys.append({})
            return f"/agency/attorneys/{len(attorneys) - 1}", attorneys[-1]
        if group in SEVERAL:
            entries = self.values.setdefault(group, [])
            entries.append({})
            return f"/{group}/{len(entries) - 1}", entries[-1]
        return f"/{group}", self.values.setdefault(group, {})

    def _put(self, entry: dict[str, Any], pointer: str, member: str, start: int, end: int) -> None:
        steps = member.split("/") if entry is not self.values else [member]
        for step in steps[:-1]:
            entry = entry.setdefault(step, {})
        value: str | int = self._text[start:end]
        if member in NUMBERS and (digits := re.search(r"\d{1,7}", str(value))):
            start, end = start + digits.start(), start + digits.end()
            value = int(digits.group())
        if steps[-1] not in entry:  # the first statement counts
            entry[steps[-1]] = value
            path = "/".join(map(pointer_token, steps))
            self.places[f"{pointer}/{path}"] = (start, end)


def _bare(line: str) -> str:
    return re.sub(r"[\s\ufeff]", "", line)
