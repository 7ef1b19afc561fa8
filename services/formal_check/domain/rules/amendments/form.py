"""How amendments are handed in (CN-AMD-004, 006; Rule 58)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from services.formal_check.domain.profile import DESIGN
from services.formal_check.domain.rules.amendments.responses import PART_NAMES, responses
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.examination import DesignAmendment, part_of


@procedure_rule(
    "CN-AMD-004",
    zh="补正应提交补正书和相应的修改文件替换页",
    en="A correction consists of the correction paper and replacement pages",
    severity=Severity.ERROR,
    reads=[Input.PAPERS],
    basis=[rules(58, 1), guidelines("1.1.3.4")],
)
def replacement_pages_missing(case: Case) -> Drafts:
    """Report amended parts without replacement pages, or an answer without correction paper.

    Single words may be changed without replacement pages.

    Why:
        The office corrects nothing on the applicant's word alone.

    Example:
        仅在意见陈述中说明修改，没有替换页
    Use instead:
        补正书和权利要求书替换页
    中文:
        修改了权利要求书、说明书等而没有相应的替换页，或者没有补正书时报告；个别文字的修改或者增删除外。

    """
    left_out = False
    for response in responses(case):
        details = response.details
        place = f"{response.pointer}/details"
        if not details.parts:
            left_out = left_out or not details.states("parts")
            continue
        if details.correction_paper is False:
            yield absent(
                f"{place}/correction_paper",
                zh="修改申请文件的，应当提交补正书，请补交。",
                en="Amended papers come with a correction paper: hand it in.",
            )
        if details.minor_text_change:
            continue
        if not details.states("replacement_pages"):
            left_out = True
            continue
        replaced = {part_of(name) for name in details.replacement_pages or ()}
        for name in dict.fromkeys(details.parts):
            if part_of(name) not in replaced and part_of(name) != "request":
                zh = PART_NAMES.get(part_of(name), name)
                yield placed(
                    case.field(f"{place}/parts", name),
                    zh=f"修改了{zh}但没有相应的替换页，请按规定格式提交。",
                    en=f"There are no replacement pages for the amended part ({part_of(name)}): "
                    "hand them in.",
                )
    if left_out:
        unknown("修改的部分或者替换页", "the amended parts or the replacement pages")


@procedure_rule(
    "CN-AMD-006",
    zh="不接受整体与局部外观设计之间、以及局部外观设计相互之间的修改",
    en="A design is not changed between whole and part, nor to another part",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    kinds=DESIGN,
    basis=[guidelines("1.3.10.1", before=False)],
)
def design_scope_changed(case: Case) -> Drafts:
    """Report an amendment that turns a whole design into a partial one, or changes the part.

    Why:
        It would protect something else than was filed.

    Example:
        将整体外观设计修改为局部外观设计
    Use instead:
        保持整体外观设计
    中文:
        将整体外观设计修改为局部外观设计、将局部外观设计修改为整体，或者改为同一产品的另一局部时报告。

    """
    amendments = filed(case, DesignAmendment, "没有修改", "Nothing was amended")
    left_out = False
    for amendment in amendments:
        details = amendment.details
        place = f"{amendment.pointer}/details"
        before, after = details.scope_before, details.scope_after
        if before is not None and after is not None and before != after:
            zh = "整体外观设计" if before == "whole" else "局部外观设计"
            to_zh = "整体外观设计" if after == "whole" else "局部外观设计"
            yield placed(
                case.field(f"{place}/scope_after", after),
                zh=f"不得将{zh}修改为{to_zh}，请恢复原范围。",
                en=f"A design of the {before} cannot become one of the {after}: go back to it.",
            )
        elif details.part_changed:
            yield placed(
                case.field(f"{place}/part_changed", "true"),
                zh="不得将局部外观设计修改为同一产品的另一局部，请恢复原局部。",
                en="A partial design cannot be changed to another part: go back to the first.",
            )
        elif (before is None or after is None) and details.part_changed is None:
            left_out = True
    if left_out:
        unknown("修改前后的外观设计范围", "the scope of the design before and after")


RULES = (
    replacement_pages_missing,
    design_scope_changed,
)
