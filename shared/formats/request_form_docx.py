"""Reads a request form in Word: the office's form, or one like it, with labels and values in cells.

The first line is the form's name. A statement is a paragraph ``标签：值``, or a cell that holds nothing
but a label that is known and the next cell of its row; a ticked box (☑请求实质审查) says yes. Cells that
hold other words (instructions, boxes that are not ticked) say nothing. Labels: docs/request-form.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shared.formats.archive import is_zip, open_archive
from shared.formats.docx_lines import BODY, DocxReader
from shared.formats.errors import ReadError
from shared.formats.form_statements import (
    Runs,
    Statement,
    cut,
    form_name,
    read_statements,
    trimmed,
)
from shared.formats.limits import ReadLimits
from shared.formats.manuscript_headings import part_title
from shared.formats.manuscript_lines import Line
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.request_json import RequestData, amended
from shared.formats.request_labels import OPENING, TOP, WITHIN, label_key
from shared.model.case_file import CaseFile

FORMAT = "docx-request-form"

_BEGINNING = 100_000
"""Bytes of ``word/document.xml`` in which the form's name stands."""
_PARAGRAPH = re.compile(r"</w:p>")
_TEXT = re.compile(r"<w:t(?:\s[^>]{0,200})?>([^<]*)</w:t>")
_COLON = re.compile(r"[:：]")
_TICKED = re.compile(r"\s*[☑☒■√✓✔]\s*")
_LONGEST_LABEL = 60
_LABELS = frozenset({*OPENING, *TOP, *(label for group in WITHIN.values() for label in group)})


def is_form(file: FiledFile, limits: ReadLimits) -> bool:
    """Whether a Word document is a request form and no other part is titled in it. Never raises."""
    if not file.name.lower().endswith(".docx") or not is_zip(file.head()):
        return False
    try:
        member = open_archive(file.read(), file.name, limits).get(f"{file.name}!/{BODY}")
        if member is None or not _begins_with_form(member.head(_BEGINNING)):
            return False
        lines = DocxReader(file, limits).lines()
    except ReadError:
        return False  # the reader of manuscripts says what is wrong
    return not any(part_title(line.text) for line in lines[1:])


def _begins_with_form(head: bytes) -> bool:
    """Whether the first words of the body are a form's name."""
    for paragraph in _PARAGRAPH.split(head.decode("utf-8", "ignore")):
        text = "".join(_TEXT.findall(paragraph)).strip()
        if text:
            return form_name(text) is not None
    return False


def read_form(file: FiledFile, limits: ReadLimits | None = None) -> RequestData:
    """Read a request form in Word. Raises ``ReadError``."""
    reader = DocxReader(file, limits or ReadLimits())
    rows = list(reader.rows())
    title = next((line.text for cells in rows for cell in cells for line in cell), "")
    statements = (each for cells in rows for each in _statements(cells))
    return read_statements(form_name(title) or "", statements, f"{file.name}!/{BODY}")


def amend(
    case_file: CaseFile | None, paper: FiledFile, files: FiledFiles, limits: ReadLimits
) -> CaseFile:
    """Add what the form states. Raises ``ReadError``."""
    return amended(case_file, read_form(paper, limits), paper, files, limits, FORMAT)


def _statements(cells: list[list[Line]]) -> Iterator[Statement]:
    """The statements of one row."""
    label = ""
    for cell in cells:
        for line in cell:
            runs: Runs = tuple(run for run in line.runs if run is not None)
            stated = _stated(line.text, runs)
            if stated is not None and stated.value:
                yield from _opened(label, stated.label)
                yield stated
                label = ""
            elif stated is not None or _is_label(line.text):
                new = line.text if stated is None else stated.label
                yield from _opened(label, new)
                label = new
            elif label and "□" not in line.text:
                yield Statement(label, trimmed(runs))
                label = ""
    yield from _opened(label, "")


def _stated(text: str, runs: Runs) -> Statement | None:
    """What one paragraph states by itself; the value may be empty."""
    whole = "".join(run[0] for run in runs)
    ticked = _TICKED.match(whole)
    if ticked is not None:
        label = whole[ticked.end() :].strip()
        if _is_label(label):
            box = next(run for run in runs if run[0].strip())
            return Statement(label, (("是", box[1], box[2]),))
        return None
    colon = _COLON.search(whole)
    if colon is None or colon.start() > _LONGEST_LABEL or not whole[: colon.start()].strip():
        return None
    if "□" in text:
        return None
    return Statement(whole[: colon.start()].strip(), trimmed(cut(runs, colon.end(), len(whole))))


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and label_key(text) in _LABELS


def _opened(label: str, following: str) -> Iterator[Statement]:
    """A label without a value begins its group, unless the next label begins the same one."""
    key = label_key(label)
    after = OPENING.get(label_key(following)) if following else None
    if label and key in OPENING and (after is None or after[0] != OPENING[key][0]):
        yield Statement(label, ())
