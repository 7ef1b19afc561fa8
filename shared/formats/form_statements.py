"""Statements of a request form, ``label: value``, as values of the request JSON with their places.

What a typed form (``request_form``) and one in Word (``request_form_docx``) have in common. A label
that opens a group (申请人, 发明人, 联系人, 专利代理机构, 在先申请号 …) begins a new entry; what follows
belongs to it until the next. Labels: docs/request-form.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from shared.formats.errors import MalformedDocumentError
from shared.formats.json_places import pointer_token
from shared.formats.request_json import PlacedValues, RequestData, request_data
from shared.formats.request_labels import NUMBERS, OPENING, SEVERAL, TOP, WITHIN, label_key
from shared.formats.request_schema import GivenRequest
from shared.formats.unit_builder import UnitBuilder
from shared.formats.xml_text import TextRun
from shared.model.source import TextUnit

MAX_STATEMENTS = 5000

_TITLE = re.compile(r"(?:发明专利|实用新型专利|外观设计专利)请求书")
_NAMES = re.compile(r"[^；;、\s][^；;、\n]*")
_SPACE = " \t\r\n\u3000"

Runs = tuple[TextRun, ...]


@dataclass(frozen=True)
class Statement:
    """A label, and its value as runs of text; a value of no runs is empty."""

    label: str
    value: Runs


def form_name(line: str) -> str | None:
    """The form that a line names, spaces left out: 发明专利请求书 …."""
    found = _TITLE.fullmatch(re.sub(r"[\s\ufeff]", "", line))
    return None if found is None else found.group()


def trimmed(runs: Runs) -> Runs:
    """The runs without white space at either end."""
    text = "".join(run[0] for run in runs)
    return cut(runs, len(text) - len(text.lstrip(_SPACE)), len(text.rstrip(_SPACE)))


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The part of the runs from ``start`` to ``end`` of their text.

    A run that the file writes otherwise (an entity) keeps its whole place.
    """
    found: list[TextRun] = []
    before = 0
    for text, first, last in runs:
        low, high = max(start - before, 0), min(end - before, len(text))
        before += len(text)
        if low < high:
            literal = last - first == len(text)
            place = (first + low, first + high) if literal else (first, last)
            found.append((text[low:high], *place))
    return tuple(found)


def read_statements(
    form: str,
    statements: Iterable[Statement],
    file: str,
    line_at: Callable[[int], int] | None = None,
) -> RequestData:
    """What the statements of a form say.

    ``line_at`` tells the line of a place in the file. Raises ``MalformedDocumentError`` for a value
    that is not of its kind, and never quotes it.
    """
    values = _Values(form)
    for count, statement in enumerate(statements):
        if count == MAX_STATEMENTS:
            raise MalformedDocumentError(
                f"The form has more than {MAX_STATEMENTS} statements.",
                f"表格超过{MAX_STATEMENTS}项。",
                file=file,
            )
        values.take(statement)
    try:
        given = GivenRequest.model_validate(values.values)
    except ValidationError as error:
        raise _fault(error, values.runs, file, line_at) from None
    places = {pointer: (runs[0][1], runs[-1][2]) for pointer, runs in values.runs.items()}
    return request_data(given, _StatedValues("", file, places, values.runs))


@dataclass(frozen=True)
class _StatedValues(PlacedValues):
    """Values that stand in the file as runs of text."""

    runs: Mapping[str, Runs]

    def built(self, pointer: str, place: tuple[int, int], identifier: str) -> TextUnit:
        del place
        builder = UnitBuilder(self.file, pointer, "zh")
        for run in self.runs[pointer]:
            builder.add(*run)
        return builder.build(identifier)


class _Values:
    """Values by the names of the request JSON, filled statement by statement."""

    def __init__(self, form: str) -> None:
        self.values: dict[str, Any] = {"form_code": form}
        self.runs: dict[str, Runs] = {}
        self._group: str | None = None
        self._entry: tuple[str, dict[str, Any]] | None = None
        """Pointer and entry of the group; none before its first value."""

    def take(self, statement: Statement) -> None:
        key = label_key(statement.label)
        if key in OPENING:
            self._open(*OPENING[key], statement.value)
        elif not statement.value:
            return
        elif self._group is not None and key in WITHIN[self._group]:
            self._put(*self._entry_of(self._group), WITHIN[self._group][key], statement.value)
        elif key in TOP:
            self._group = None
            self._put("", self.values, TOP[key], statement.value)
        else:
            self._put("", self.values, statement.label.strip(), statement.value, path=False)

    def _open(self, group: str, member: str, value: Runs) -> None:
        """Begin a group; several names in one statement (张三；李四) are several entries."""
        text = "".join(run[0] for run in value)
        spans = [(0, len(text))] if text else []
        if group in ("inventors", "applicants"):
            spans = [found.span() for found in _NAMES.finditer(text)] or spans
        self._group, self._entry = group, None
        for start, end in spans:
            self._entry = None
            self._put(*self._entry_of(group), member, cut(value, start, end))

    def _entry_of(self, group: str) -> tuple[str, dict[str, Any]]:
        """Pointer and entry of the group that is open, made at its first value."""
        if self._entry is None:
            self._entry = self._new_entry(group)
        return self._entry

    def _new_entry(self, group: str) -> tuple[str, dict[str, Any]]:
        if group == "attorneys":
            attorneys = self.values.setdefault("agency", {}).setdefault("attorneys", [])
            attorneys.append({})
            return f"/agency/attorneys/{len(attorneys) - 1}", attorneys[-1]
        if group in SEVERAL:
            entries = self.values.setdefault(group, [])
            entries.append({})
            return f"/{group}/{len(entries) - 1}", entries[-1]
        return f"/{group}", self.values.setdefault(group, {})

    def _put(
        self, pointer: str, entry: dict[str, Any], member: str, runs: Runs, *, path: bool = True
    ) -> None:
        steps = member.split("/") if path else [member]
        for step in steps[:-1]:
            entry = entry.setdefault(step, {})
        value: str | int = "".join(run[0] for run in runs)
        if member in NUMBERS and (digits := re.search(r"\d{1,7}", str(value))):
            runs = cut(runs, *digits.span())
            value = int(digits.group())
        if steps[-1] not in entry:  # the first statement counts
            entry[steps[-1]] = value
            self.runs[f"{pointer}/" + "/".join(map(pointer_token, steps))] = runs


def _fault(
    error: ValidationError,
    runs: Mapping[str, Runs],
    file: str,
    line_at: Callable[[int], int] | None,
) -> MalformedDocumentError:
    """The error for the first value that the schema refuses, with its line; quotes nothing."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    pointer = "".join(f"/{pointer_token(str(step))}" for step in first["loc"])
    known = [each[0][1] for key, each in runs.items() if key.startswith(pointer)]
    return MalformedDocumentError(
        f"A value of the form is not of the documented kind ({pointer}: {first['msg']}).",
        f"表格中有不符合要求的内容（{pointer}），请核对。",
        pointer=pointer,
        file=file,
        line=line_at(known[0]) if known and line_at is not None else None,
    )
