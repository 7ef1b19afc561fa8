"""Terms that are extended (CN-DDL-006; Rule 6)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import filed, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import procedure_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.procedure import ExtensionRequest

_MOST_MONTHS = 2


@procedure_rule(
    "CN-DDL-006",
    zh="延长期限只限于指定期限，届满前请求并说明理由，不超过2个月，一般一次；无效程序中不得延长",
    en="Only designated terms are extended, on request before their end, by two months at most",
    severity=Severity.ERROR,
    consequence=Consequence.REJECTED,
    reads=[Input.PAPERS],
    basis=[rules(6, 4, before=False), guidelines("5.7.4.2"), rules(75, 1)],
)
def extension_request(case: Case) -> Drafts:
    """Report a request for extension that cannot be granted.

    The term is a statutory one or one of invalidation, the request came after its end, asks for
    more than two months, gives no reason, or is the second for the same notice (a warning).

    Why:
        The request is refused and the term is missed.

    Example:
        无效宣告程序中请求延长答复期限
    Use instead:
        初审补正期限届满前请求延长1个月并说明理由
    中文:
        请求延长法定期限或者无效宣告程序中的期限、期限届满后才请求、请求延长超过2个月、没有说明理由时报告；对同一通知
        再次请求延长的作提示。

    """
    requests = filed(case, ExtensionRequest, "没有请求延长期限", "No extension was requested")
    seen: set[str] = set()
    left_out = False
    for request in requests:
        details = request.details
        place = f"{request.pointer}/details"
        if details.invalidation:
            yield placed(
                case.field(f"{place}/invalidation", "true"),
                zh="无效宣告程序中指定的期限不得延长，请按期办理。",
                en="Terms of the invalidation procedure are not extended: act in time.",
            )
        if details.statutory:
            yield placed(
                case.field(f"{place}/statutory", "true"),
                zh="法定期限不能请求延长，请按期办理。",
                en="A statutory term cannot be extended: act in time.",
            )
        if details.months is not None and details.months > _MOST_MONTHS:
            yield placed(
                case.field(f"{place}/months", str(details.months)),
                zh=f"延长的期限不得超过2个月，请求了{details.months}个月，请更正。",
                en=f"A term is extended by two months at most; {details.months} are asked for.",
            )
        if details.empty("reason"):
            yield absent(
                f"{place}/reason",
                zh="延长期限请求没有说明理由，请补充。",
                en="The request for extension gives no reason: add it.",
            )
        due, received = details.term_due_on, request.received_on
        if due is None or received is None or details.months is None:
            left_out = True
        if due is not None and received is not None and received > due:
            yield placed(
                case.field(f"{request.pointer}/received_on", received.isoformat()),
                zh=f"期限已于{due}届满，{received}不能再请求延长。",
                en=f"The term ended on {due}: on {received} it can no longer be extended.",
            )
        if details.notice and details.notice in seen:
            yield placed(
                case.field(f"{place}/notice", details.notice),
                zh="对同一通知书指定的期限一般只允许延长一次，请核对。",
                en="A term set by one notice is usually extended only once: check it.",
                severity=Severity.WARNING,
            )
        seen.update([details.notice] if details.notice else [])
    if left_out:
        unknown(
            "延长期限请求的提交日、月数或者原届满日", "the day, months or term of the extension"
        )


RULES = (extension_request,)
