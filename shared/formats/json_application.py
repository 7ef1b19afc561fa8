"""Our own JSON: a ``CaseFile``, or an ``Application`` alone, as ``shared.model`` defines them.

What ``model_dump_json`` writes is read back unchanged. Text units without a source map get one that
names the file and their JSON pointer but no place, so that findings still say where they are.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shared.formats.errors import MalformedDocumentError
from shared.formats.json_errors import invalid_json
from shared.formats.json_places import load_object, pointer_token, top_level_keys
from shared.formats.limits import ReadLimits
from shared.formats.package import FiledFile, FiledFiles
from shared.formats.plain_text import decode_text, text_head
from shared.model.application import Application, FiledDocument
from shared.model.case_file import CaseFile
from shared.model.source import SourceMap, TextUnit

FORMAT = "zhishen-json"

Model = TypeVar("Model", bound=BaseModel)


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document is an object with the fields of a case file or an application."""
    text = text_head(head)
    if text is None or not text.lstrip().startswith("{"):
        return False
    keys = top_level_keys(text)
    return "application" in keys or {"stage", "bibliographic"} <= keys


def read(document: FiledFile, _files: FiledFiles, limits: ReadLimits) -> CaseFile:
    """Read a case file or an application.

    Raises:
        MalformedDocumentError: with file and JSON pointer, or the line of a syntax error.

    """
    text = decode_text(document.read(), document.name, limits)
    loaded = load_object(text, document.name)
    alone = "application" not in loaded
    try:
        case_file = (
            CaseFile(application=Application.model_validate(loaded))
            if alone
            else CaseFile.model_validate(loaded)
        )
    except ValidationError as error:
        raise invalid_json(error, document.name) from None
    _check_units(case_file.application, document.name)
    prefix = "" if alone else "/application"
    application = _with_pointers(case_file.application, prefix, document.name)
    if not application.documents:
        paper = FiledDocument(file=document.name, part="application", format=FORMAT)
        application = application.model_copy(update={"documents": (paper,)})
    return case_file.model_copy(update={"application": application})


def _check_units(application: Application, file: str) -> None:
    """Ids are unique, and source maps lead through their text in order."""
    seen: set[str] = set()
    for unit in application.text_units():
        if unit.id in seen:
            raise MalformedDocumentError(
                "Two text units have the same id; every id must be unique.",
                "两个文本单元的id相同；id必须唯一。",
                pointer="/application",
                file=file,
            )
        seen.add(unit.id)
        if unit.source is not None and not _in_order(unit.source, len(unit.text)):
            raise MalformedDocumentError(
                "A source map does not fit its text: runs must be in order and within it.",
                "来源映射与文本不符：各段必须按顺序排列且不超出文本。",
                pointer="/application",
                file=file,
            )


def _in_order(source: SourceMap, length: int) -> bool:
    starts = source.text_starts
    return (
        all(before < after for before, after in pairwise(starts))
        and (not starts or (starts[0] == 0 and starts[-1] < max(length, 1)))
        and all(
            0 <= start <= end
            for start, end in zip(source.file_starts, source.file_ends, strict=True)
        )
    )


def _with_pointers(model: Model, pointer: str, file: str) -> Model:
    """The model in which every text unit at least says where in the JSON it is."""
    if isinstance(model, TextUnit):
        if model.source is not None:
            return model
        return model.model_copy(update={"source": SourceMap(file=file, element=pointer)})
    changed: dict[str, Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        placed = _value(value, f"{pointer}/{pointer_token(name)}", file)
        if placed is not value:
            changed[name] = placed
    return model.model_copy(update=changed) if changed else model


def _value(value: Any, pointer: str, file: str) -> Any:  # noqa: ANN401 - any field of the model
    if isinstance(value, BaseModel):
        return _with_pointers(value, pointer, file)
    if isinstance(value, tuple):
        placed = tuple(_value(item, f"{pointer}/{place}", file) for place, item in enumerate(value))
        return value if all(a is b for a, b in zip(value, placed, strict=True)) else placed
    return value
