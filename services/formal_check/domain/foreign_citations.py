"""Legal texts of other offices, and the places cited in them.

None of these texts is at hand in this project: findings that rest on them say that a person should
confirm the wording. Days of force: 37 CFR 1.75 in its form with multiple dependent claims (1978);
the Manual (MPEP) in its ninth edition (2014); the Implementing Regulations to the EPC 2000 (2007).
"""

from __future__ import annotations

from datetime import date

from services.formal_check.domain.citations import Basis, LawText, Provision

CFR_37 = LawText(
    "37 CFR",
    "美国联邦法规第37编",
    "Code of Federal Regulations, Title 37",
    date(1978, 1, 24),
    cited_zh="美国联邦法规第37编第{article}条",
    cited_en="37 CFR {article}",
)
MPEP_9 = LawText(
    "MPEP(9)",
    "美国专利审查程序手册（第9版）",
    "Manual of Patent Examining Procedure, ninth edition",
    date(2014, 3, 1),
    cited_zh="美国专利审查程序手册（第9版）第{article}节",
    cited_en="MPEP {article}",
)
EPC_RULES_2007 = LawText(
    "EPC实施细则(2007)",
    "欧洲专利公约实施细则",
    "Implementing Regulations to the EPC",
    date(2007, 12, 13),
    cited_zh="欧洲专利公约实施细则第{article}条",
    cited_en="Rule {article} EPC",
)
EPC_2000 = LawText(
    "EPC(2000)",
    "欧洲专利公约（2000年修订）",
    "European Patent Convention 2000",
    date(2007, 12, 13),
    cited_zh="欧洲专利公约第{article}条",
    cited_en="Article {article} EPC",
)


def cfr(section: str) -> Basis:
    """A section of 37 CFR, e.g. ``1.75(c)``."""
    return (Provision(CFR_37, section),)


def mpep(section: str) -> Basis:
    """A section of the Manual of Patent Examining Procedure, e.g. ``2173.05(e)``."""
    return (Provision(MPEP_9, section),)


def epc_rule(rule: str) -> Basis:
    """A rule of the Implementing Regulations to the EPC, e.g. ``43(4)``."""
    return (Provision(EPC_RULES_2007, rule),)


def epc_article(article: str) -> Basis:
    """An article of the European Patent Convention."""
    return (Provision(EPC_2000, article),)
