"""Inventions that rely on genetic resources (CN-GEN-001; Patent Law Art. 26(5), Rule 29(2))."""

from __future__ import annotations

from services.formal_check.domain import facts
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import law, rules
from services.formal_check.domain.findings import Drafts, absent
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, INVENTION
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.facts.genetic_resources import GeneticDisclosure, GeneticStatements


@rule(
    "CN-GEN-001",
    zh="依赖遗传资源完成的发明，应在请求书中说明并提交来源披露登记表",
    en="Reliance on genetic resources is stated, and their source disclosed in the form",
    severity=Severity.ERROR,
    reads=[Input.REQUEST, Input.PAPERS],
    kinds=INVENTION,
    profiles=FILING,
    languages=None,
    basis=[law(26, 5), rules(29, 2)],
)
def source_undisclosed(case: Case) -> Drafts:
    """Report a missing form, a form without sources, and a form without statement in the request.

    Without original source the form gives the reason.

    Why:
        The law asks for direct and original source.
    Known problems:
        Whether an invention relies on genetic resources is taken from the request.

    Example:
        请求书：依赖遗传资源；没有来源披露登记表
    Use instead:
        登记表：直接来源某保藏中心，原始来源某地
    中文:
        请求书说明依赖遗传资源而没有来源披露登记表，登记表缺少直接来源，缺少原始来源又没有说明理由，或者有登记
        表而请求书未作说明时报告。是否依赖遗传资源以请求书为准。

    """
    stated = facts.statements(case, GeneticStatements).relies_on_genetic_resources
    if stated is None:
        facts.unknown("发明是否依赖遗传资源", "whether the invention relies on genetic resources")
    forms = facts.papers(case, GeneticDisclosure)
    if not stated:
        if not forms:
            facts.inapplicable("发明不依赖遗传资源", "No genetic resources are relied on")
        yield absent(
            "/request/further/relies_on_genetic_resources",
            zh="提交了遗传资源来源披露登记表，但请求书没有说明依赖遗传资源，请补正。",
            en="The source is disclosed, but the request does not state the reliance: add it.",
        )
    elif not forms:
        yield absent(
            "/papers",
            zh="发明依赖遗传资源，但没有遗传资源来源披露登记表，请提交。",
            en="The invention relies on genetic resources without the disclosure form: submit it.",
        )
    for form in forms:
        place, details = f"{form.pointer}/details", form.details
        if details.empty("direct_source"):
            yield absent(
                f"{place}/direct_source",
                zh="遗传资源来源披露登记表没有写明直接来源，请补充。",
                en="The form states no direct source: add it.",
            )
        if details.empty("original_source") and details.original_source_reason is None:
            yield absent(
                f"{place}/original_source",
                zh="遗传资源来源披露登记表没有写明原始来源，也没有说明理由，请补充。",
                en="The form states neither the original source nor why it cannot: add one.",
            )
        known = details.original_source or details.original_source_reason
        if not details.states("direct_source") or not (known or details.states("original_source")):
            facts.unknown("登记表所写的来源", "the sources in the form")


RULES = (source_undisclosed,)
