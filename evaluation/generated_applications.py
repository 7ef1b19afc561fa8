"""Short invention applications, made by a rule: as many as a measurement of the batch needs.

They are written as a manuscript and read as any other. They differ in number, date, parts and in
the defects they carry, so that findings differ too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gateway.examination.ports import ReadableFile
from gateway.pending.filed_version import FiledVersion, filed_version
from shared.formats import read_upload
from shared.model.application_number import check_digit
from shared.model.case_file import CaseFile
from shared.model.classification import Classification, ClassificationScheme
from shared.model.identification import ApplicationKind, DocumentStage
from shared.model.parties import Applicant, Inventor

_PARTS = ("壳体", "盖板", "弹簧", "手柄", "滤网", "支架", "导轨", "阀芯", "齿轮", "密封圈")
_SECTIONS = ("技术领域", "背景技术", "发明内容", "具体实施方式")
_TEXTS = 70
"""Texts repeat after so many: 10 parts, every 7th and every 5th with a defect."""
_FIRST_DAY = date(2024, 2, 1)


@dataclass(frozen=True)
class _Generated:
    case_file: CaseFile
    files: Mapping[str, ReadableFile]


def generated_versions(count: int) -> Iterator[FiledVersion]:
    """``count`` applications, the same for the same numbers."""
    for number in range(count):
        digest = hashlib.sha256(f"generated {number}".encode()).hexdigest()
        yield filed_version(_Generated(_case_file(number), {}), f"generated-{number}", digest)


def _case_file(number: int) -> CaseFile:
    read = _read(number % _TEXTS)
    digits = f"20241{number:07d}"
    data = read.application.bibliographic.model_copy(
        update={
            "application_number": f"{digits}.{check_digit(digits)}",
            "filing_date": _FIRST_DAY + timedelta(days=number % 300),
            "applicants": (Applicant(name=f"第{number}设备有限公司"),),
            "inventors": (Inventor(name="张三"),),
            "classifications": (
                Classification(
                    scheme=ClassificationScheme.IPC, symbol=f"F16H {number % 60 + 1}/00", main=True
                ),
            ),
        }
    )
    application = read.application.model_copy(
        update={
            "bibliographic": data,
            "kind": ApplicationKind.INVENTION,
            "stage": DocumentStage.FILING,
        }
    )
    return read.model_copy(update={"application": application})


@cache
def _read(number: int) -> CaseFile:
    return read_upload(f"{number}.txt", _manuscript(number).encode()).case_file


def _manuscript(number: int) -> str:
    part, other = _part(number), _part(number + 1)
    # Every seventh application has a claim that refers to itself, every fifth lacks a section.
    referred = 3 if number % 7 == 0 else 1
    claims = [
        f"1. 一种{part}装置，其特征在于，包括{part}和与所述{part}相连的{other}。",
        f"2. 根据权利要求1所述的装置，其特征在于，所述{part}上设有通孔。",
        f"3. 根据权利要求{referred}所述的装置，其特征在于，所述{other}为圆形。",
    ]
    sections = [name for name in _SECTIONS if number % 5 or name != "背景技术"]
    text = f"本发明涉及一种{part}装置，其中{part}与{other}相连，{other}为圆形，{part}上设有通孔。"
    description = [f"一种{part}装置"]
    for name in sections:
        description += [name, text]
    abstract = f"一种{part}装置，包括{part}和{other}。"
    return "\n".join(["说明书摘要", abstract, "权利要求书", *claims, "说明书", *description])


def _part(number: int) -> str:
    return _PARTS[number % len(_PARTS)]
