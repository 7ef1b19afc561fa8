"""Grounds, evidence and translations that come later (CN-INV-012, 013)."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.procedure import Term, procedure_rule
from services.formal_check.domain.rules.invalidation.reading import (
    at_pointer,
    grounds_at,
    invalidation_requests,
    month_from,
)
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.invalidation import Evidence, InvalidationSupplement

_CHINESE = frozenset({"zh", "zh-cn", "cn", "中文", "汉语", "简体中文"})


@procedure_rule(
    "CN-INV-012",
    zh="增加理由或者补充证据应在请求之日起一个月内并具体说明",
    en="Further grounds and evidence come within one month, with explanation",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    basis=[rules(71, 1)],
)
def supplement_late(case: Case) -> Drafts:
    """Report grounds and evidence added after one month, and grounds added without explanation.

    Why:
        They are not considered. Answers to amendments or counter-evidence, common knowledge and
        what completes the form of evidence may come later.

    Example:
        2026-01-05请求，2026-02-19补充证据
    Use instead:
        2026-01-05请求，2026-01-30补充证据并具体说明
    中文:
        超过一个月增加理由或者补充证据，或者在期限内增加理由而没有具体说明时报告；针对修改或者反证、公知常识性
        证据、完善证据形式的除外。

    """
    requests = invalidation_requests(case)
    supplements = facts.filed(
        case,
        InvalidationSupplement,
        "没有增加理由或者补充证据",
        "No grounds or evidence were added",
    )
    limit = month_from(requests[0])
    for supplement in supplements:
        received = facts.known(
            supplement.received_on, "补充文件的提交日", "the day of the supplement"
        )
        late, details = limit.missed(received), supplement.details
        if details.grounds is None and details.evidence is None:
            facts.unknown("增加的理由或者证据", "what was added")
        for stated in grounds_at(details.grounds or (), f"{supplement.pointer}/details/grounds"):
            if late and not stated.ground.answers_amendment:
                yield placed(
                    stated.place(),
                    zh=f"增加理由的期限已于{limit.end}届满，{received}增加的理由一般不予考虑。",
                    en=f"The term for further grounds ended on {limit.end}: a ground added on "
                    f"{received} is usually not considered.",
                )
            elif stated.ground.explained is False:
                yield placed(
                    stated.place("explained", ""),
                    zh=f"增加的理由“{stated.text}”没有具体说明，请在{limit.end}前说明，否则不予考虑。",
                    en=f"The added ground “{stated.text}” is not explained: explain it by "
                    f"{limit.end}, or it is not considered.",
                )
        for index, evidence in enumerate(details.evidence or ()):
            if late and not _may_come_later(evidence):
                yield placed(
                    at_pointer(
                        f"{supplement.pointer}/details/evidence/{index}", evidence.number or ""
                    ),
                    zh=f"补充证据的期限已于{limit.end}届满，{received}补充的证据一般不予考虑。",
                    en=f"The term for further evidence ended on {limit.end}: evidence added on "
                    f"{received} is usually not considered.",
                )


def _may_come_later(evidence: Evidence) -> bool:
    return bool(
        evidence.common_knowledge or evidence.completes_form or evidence.answers_counter_evidence
    )


@procedure_rule(
    "CN-INV-013",
    zh="外文证据的中文译文应在该证据的举证期限内提交",
    en="The translation of foreign evidence comes within the term for that evidence",
    severity=Severity.ERROR,
    consequence=Consequence.NONE,
    reads=[Input.PAPERS],
    basis=[guidelines("4.3.4.3.1")],
)
def translation_late(case: Case) -> Drafts:
    """Report foreign evidence whose translation is missing or came after one month.

    While the month runs, a missing translation is a reminder.

    Why:
        What is not translated in time counts as not submitted.
    Known problems:
        Evidence that may come later has no fixed term and is passed over.

    Example:
        2026-01-05请求并提交英文证据，2026-02-20补交译文
    Use instead:
        2026-01-05请求，2026-01-28提交译文
    中文:
        外文证据没有中文译文，或者译文超过一个月举证期限提交时报告；期限未满的，提示最后一日。

    """
    foreign = False
    for request in invalidation_requests(case):
        given = [(f"{request.pointer}/details/evidence", request.details.evidence)]
        for supplement in facts.papers(case, InvalidationSupplement):
            given.append((f"{supplement.pointer}/details/evidence", supplement.details.evidence))
        if all(evidence is None for _, evidence in given):
            facts.unknown("证据清单", "the list of evidence")
        for pointer, listed in given:
            for index, evidence in enumerate(listed or ()):
                if evidence.language is None or evidence.language.strip().lower() in _CHINESE:
                    continue
                if _may_come_later(evidence):
                    continue
                foreign = True
                yield from _translation(case, f"{pointer}/{index}", evidence, month_from(request))
    if not foreign:
        facts.inapplicable("没有外文证据", "No evidence is in a foreign language")


def _translation(case: Case, pointer: str, evidence: Evidence, limit: Term) -> Drafts:
    name = evidence.number or evidence.name or ""
    translated = evidence.translation_submitted_on
    if translated is not None:
        if limit.missed(translated):
            yield placed(
                at_pointer(f"{pointer}/translation_submitted_on", translated),
                zh=f"证据“{name}”的译文于{translated}提交，期限已于{limit.end}届满，该证据不予考虑。",
                en=f"The translation of “{name}” came on {translated}, after the term had ended on "
                f"{limit.end}: the evidence is not considered.",
            )
        return
    if evidence.translated is None:
        facts.unknown("外文证据的译文提交日", "the day of the translation of foreign evidence")
    if evidence.translated:
        return
    running = not limit.missed(case.profile.as_of)
    yield placed(
        at_pointer(pointer, name),
        zh=f"外文证据“{name}”没有中文译文，"
        + (f"请在{limit.end}前提交。" if running else f"期限已于{limit.end}届满，视为未提交。"),
        en=f"Foreign evidence “{name}” has no translation: "
        + (f"submit it by {limit.end}." if running else f"the term ended on {limit.end}."),
        severity=Severity.NOTICE if running else None,
        due=limit.end if running else None,
    )


RULES = (
    supplement_late,
    translation_late,
)
