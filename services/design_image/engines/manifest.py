"""Lists of designs: JSON or CSV with one record per view.

Fields, all but ``file`` optional: ``design_id`` (or ``publication_number``; else the file's name),
``title``, ``locarno_class``, ``filing_date``, ``publication_date``, ``applicants`` (list, or names
parted by ``;``), ``office_code``, ``kind``, ``label``, ``is_sheet``. Others are passed over. Records
of one design need not stand together; its facts are the first stated.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.design_image.domain.design import DesignFacts, ViewFacts
from services.design_image.domain.errors import InvalidDesignError, ManifestError
from services.design_image.domain.locarno import normalised
from services.design_image.engines.filed import FiledDesign, FiledView
from shared.model.design import ViewKind

MANIFEST_SUFFIXES = (".json", ".csv")
_MAX_BYTES = 1024 * 1024 * 1024
_MAX_ID = 100
Record = Mapping[str, Any]


def read_manifest(path: Path) -> Iterator[FiledDesign]:
    """The designs of a manifest, in order of first mention.

    Raises ``ManifestError`` naming the file and the record at fault.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise _fault(path, None, "it is larger than 1 GiB", "文件超过 1 GiB")
    folder = path.parent.resolve()
    facts: dict[str, dict[str, Any]] = {}
    views: dict[str, list[FiledView]] = {}
    for number, record in enumerate(_records(path), start=1):
        if not isinstance(record, Mapping) or not isinstance(record.get("file"), str):
            raise _fault(path, number, "it names no 'file'", "缺少“file”字段")
        picture = (folder / record["file"]).resolve()
        if not picture.is_relative_to(folder):
            raise _fault(path, number, "its 'file' lies outside the folder", "“file”不在本文件夹内")
        design_id = str(
            record.get("design_id") or record.get("publication_number") or picture.stem
        ).strip()[:_MAX_ID]
        try:
            stated = _facts(record)
            view = FiledView(picture, _view(record), is_sheet=_flag(record.get("is_sheet")))
        except (ValueError, InvalidDesignError):
            raise _fault(
                path,
                number,
                "a date, class or kind in it is not valid",
                "日期、分类号或视图类型无效",
            ) from None
        known = facts.setdefault(design_id, {})
        known.update({name: value for name, value in stated.items() if name not in known})
        views.setdefault(design_id, []).append(view)
    for design_id, known in facts.items():
        yield FiledDesign(DesignFacts(design_id=design_id, **known), tuple(views[design_id]))


def _records(path: Path) -> Iterator[Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix.lower() == ".csv":
            yield from csv.DictReader(text.splitlines())
            return
        content = json.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError):
        raise _fault(
            path, None, "it is not valid UTF-8 JSON or CSV", "不是有效的 UTF-8 JSON 或 CSV"
        ) from None
    if not isinstance(content, list):
        raise _fault(path, None, "it is not a list of records", "内容不是记录列表")
    yield from content


def _facts(record: Record) -> dict[str, Any]:
    """The facts that a record states. Raises ``ValueError`` or ``InvalidDesignError``."""
    facts: dict[str, Any] = {}
    for name in ("title", "office_code"):
        if record.get(name):
            facts[name] = str(record[name])
    for name in ("filing_date", "publication_date"):
        if record.get(name):
            facts[name] = date.fromisoformat(str(record[name]))
    if record.get("locarno_class"):
        facts["locarno_class"] = normalised(str(record["locarno_class"]))
    applicants = record.get("applicants")
    if applicants:
        names = applicants.split(";") if isinstance(applicants, str) else applicants
        facts["applicants"] = tuple(str(name).strip() for name in names)
    return facts


def _view(record: Record) -> ViewFacts:
    kind = ViewKind(record["kind"]) if record.get("kind") else ViewKind.OTHER
    label = str(record["label"]) if record.get("label") else None
    return ViewFacts(kind=kind, label=label, file=record["file"])


def _flag(value: object) -> bool:
    return value is True or str(value).strip().lower() in ("1", "true", "yes")


def _fault(path: Path, record: int | None, en: str, zh: str) -> ManifestError:
    place_en = "" if record is None else f" (record {record})"
    place_zh = "" if record is None else f"（第 {record} 条记录）"
    return ManifestError(
        f"The list of designs cannot be read{place_en}: {en}. Correct it.",
        f"无法读取外观设计清单{place_zh}：{zh}，请更正。",
        file=str(path),
    )
