"""Parts that may be taken in from the earlier application (CN-ACC-009; Rule 45)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import RULES_2023, guidelines, rules
from services.formal_check.domain.facts import inapplicable, missed
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import NATIONAL, TECHNICAL
from services.formal_check.domain.rules.acceptance.package import PART_NAMES, filing_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.time_limits import months_after


@filing_rule(
    "CN-ACC-009",
    zh="缺权利要求书或者说明书而要求了优先权的，可在2个月内援引加入",
    en="Missing claims or description can be incorporated from a claimed priority in 2 months",
    severity=Severity.NOTICE,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.BIBLIOGRAPHIC],
    kinds=TECHNICAL,
    routes=NATIONAL,
    effective_from=RULES_2023.effective_from,
    introduced=True,
    basis=[rules(45, 1, before=False), guidelines("1.1.4.7.3", before=False)],
)
def incorporation_possible(case: Case) -> Drafts:
    """Point out that a missing part can be taken from the earlier application, and until when.

    Why:
        Within two months of the first papers the filing date is kept (Rule 45); afterwards there
        is no restoration. Divisionals are excluded.
    Known problems:
        Papers filed by mistake, and single missing passages, are not recognised.

    Example:
        缺权利要求书，要求了优先权，没有确认援引加入
    Use instead:
        使用包含援引加入声明的请求书，2个月内补交并确认
    中文:
        缺少权利要求书或者说明书，而递交时要求了优先权的，提示可以自递交日起2个月内以援引在先申请文件的方式补交；分案申请除外。

    """
    data = case.bibliographic
    if data.parent is not None or not data.priority_claims:
        inapplicable("分案申请或者没有要求优先权", "A divisional, or no priority is claimed")
    limit = months_after(case.filing_date, 2)
    for part, there in (("claims", case.has_claims), ("description", case.has_description)):
        if there:
            continue
        over = missed(limit, case.profile.as_of)
        end_zh = f"期限已于{limit.end}届满" if over else f"应在{limit.end}前提交并确认援引加入"
        end_en = f"the term ended on {limit.end}" if over else f"do so, and confirm, by {limit.end}"
        yield absent(
            part,
            file=case.file_of(part),
            zh=f"缺少{PART_NAMES[part]}；可以援引要求优先权的在先申请补交并保留申请日，{end_zh}。",
            en=f"The {part} can be incorporated from the earlier application, keeping the filing date: "
            f"{end_en}.",
            due=None if over else limit.end,
        )


RULES = (incorporation_possible,)
