"""Numbers of international applications (CN-IDN-006)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import practice, rules
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.profile import NATIONAL_PHASE
from services.formal_check.domain.rules.numbers.reading import number_rule
from shared.contracts.formal_check import Severity
from shared.model.pct_number import parse_pct_number, suggest_pct_number


@number_rule(
    "CN-IDN-006",
    zh="国际申请号格式为PCT/CCYYYY/NNNNNN",
    en="The international application number has the form PCT/CCYYYY/NNNNNN",
    severity=Severity.ERROR,
    routes=NATIONAL_PHASE,
    basis=[rules(121, 1), practice()],
)
def wrong_pct_number(case: Case) -> Drafts:
    """Check the form of the international application number.

    Why:
        The entry declaration names the international application by this number.
    Known problems:
        Before 2004 the form was PCT/CCYY/NNNNN; it is accepted.

    Example:
        PCT-US24-12345
    Use instead:
        PCT/US2024/012345
    中文:
        检查国际申请号的格式。2004年以前的PCT/CCYY/NNNNN格式予以接受。

    """
    pct = case.bibliographic.pct
    if pct is None or not pct.application_number:
        raise NotChecked(
            "未提供国际申请号，未检查。",
            "Not checked: the international application number was not given.",
        )
    number = pct.application_number
    if parse_pct_number(number) is not None:
        return
    meant = suggest_pct_number(number)
    zh = f"，是否应为{meant.text}" if meant is not None else ""
    en = f", perhaps {meant.text}" if meant is not None else ""
    yield placed(
        case.field("/bibliographic/pct/application_number", number),
        zh=f"国际申请号“{number}”的格式不是PCT/CCYYYY/NNNNNN{zh}，请更正。",
        en=f"The international application number “{number}” does not have the form "
        f"PCT/CCYYYY/NNNNNN{en}: correct it.",
    )


RULES = (wrong_pct_number,)
