"""Powers of attorney for one proceeding (reexamination, invalidation). See docs/facts/proceedings.md."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from shared.model.facts.reading import Day, Fact, Text, also, kinds


class Procedure(StrEnum):
    """What a power of attorney is for."""

    WHOLE = "whole"
    REEXAMINATION = "reexamination"
    INVALIDATION = "invalidation"


class Side(StrEnum):
    """Whose attorney it is."""

    APPLICANT = "applicant"
    REQUESTER = "requester"
    PATENTEE = "patentee"


_PROCEDURES = {
    "全程": "whole",
    "全程委托": "whole",
    "全程代理": "whole",
    "复审": "reexamination",
    "复审程序": "reexamination",
    "无效": "invalidation",
    "无效宣告": "invalidation",
    "无效宣告程序": "invalidation",
}
_SIDES = {
    "申请人": "applicant",
    "复审请求人": "applicant",
    "请求人": "requester",
    "无效宣告请求人": "requester",
    "专利权人": "patentee",
}


def _procedure(value: object) -> object:
    return (
        _PROCEDURES.get(value.strip(), value.strip().lower()) if isinstance(value, str) else value
    )


def _side(value: object) -> object:
    return _SIDES.get(value.strip(), value.strip().lower()) if isinstance(value, str) else value


class ProceedingPower(Fact):
    """A power of attorney; those whose kind names the proceeding are read by the classes below."""

    KINDS = kinds("power_of_attorney", "专利代理委托书", "委托书", "授权委托书")

    procedure: Annotated[Procedure | None, BeforeValidator(_procedure)] = also("程序")
    side: Annotated[Side | None, BeforeValidator(_side)] = also("委托方")
    scope: Text = also("委托权限", "权限")
    agency_code: Text = also("代理机构代码")
    agency_name: Text = also("代理机构名称", "代理机构")
    appointed_on: Day = also("委托日")

    def limited_to(self, procedure: Procedure) -> bool:
        """Whether the scope says that it is for this proceeding only."""
        word = "复审" if procedure is Procedure.REEXAMINATION else "无效"
        scope = unicodedata.normalize("NFKC", self.scope or "")
        return word in scope and any(only in scope for only in ("仅限", "只限", "限于"))


class ReexaminationPower(ProceedingPower):
    """A power of attorney for reexamination."""

    KINDS = kinds("reexamination_power_of_attorney", "复审程序授权委托书", "复审程序委托书")


class InvalidationPower(ProceedingPower):
    """A power of attorney for invalidation."""

    KINDS = kinds("invalidation_power_of_attorney", "无效宣告程序授权委托书", "无效程序委托书")
