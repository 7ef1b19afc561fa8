"""Samples and models of a design (CN-DSN-026)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import papers
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING, GoverningDate
from services.formal_check.domain.rules.designs.reading import design_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.design import Sample
from shared.model.source import Location

_MOST_CM = 30
_MOST_KG = 15


@design_rule(
    "CN-DSN-026",
    zh="样品或者模型不超过30厘米×30厘米×30厘米、15公斤，且不是易腐、易损或者危险品",
    en="A sample is at most 30 cm in each direction and 15 kg, and keeps",
    severity=Severity.WARNING,
    reads=[Input.PAPERS],
    profiles=FILING,
    governed_by=GoverningDate.ACT,
    basis=[rules(32, 1)],
)
def sample_limits(case: Case) -> Drafts:
    """Report samples that are too large, too heavy, perishable, fragile or dangerous.

    Why:
        The office has to store them.

    Example:
        样品重20公斤
    Use instead:
        样品重10公斤
    中文:
        提交的样品或者模型的任一边长超过30厘米、重量超过15公斤，或者属于易腐、易损、危险品时提示。

    """
    samples = papers(case, Sample)
    if not samples:
        raise NotApplicable("没有提交样品或者模型。", "No sample was handed in.")
    known = False
    for sample in samples:
        facts = sample.details
        sides = [facts.length_cm, facts.width_cm, facts.height_cm]
        known = known or facts.weight_kg is not None or any(side is not None for side in sides)
        for field, value, most, zh, unit in (
            ("length_cm", facts.length_cm, _MOST_CM, "长度", "厘米"),
            ("width_cm", facts.width_cm, _MOST_CM, "宽度", "厘米"),
            ("height_cm", facts.height_cm, _MOST_CM, "高度", "厘米"),
            ("weight_kg", facts.weight_kg, _MOST_KG, "重量", "公斤"),
        ):
            if value is not None and value > most:
                yield placed(
                    Location(
                        file="", text=f"{value:g}", element=f"{sample.pointer}/details/{field}"
                    ),
                    zh=f"样品或者模型的{zh}为{value:g}{unit}，不得超过{most}{unit}，请更换。",
                    en=f"The sample's {field} is {value:g}, more than {most}: hand in another.",
                )
        if facts.perishable:
            yield placed(
                Location(file="", element=f"{sample.pointer}/details/perishable"),
                zh="易腐、易损或者危险品不得作为样品或者模型提交，请更换。",
                en="Perishable, fragile or dangerous things may not be handed in as samples.",
            )
    if not known:
        raise NotChecked(
            "未提供样品的尺寸和重量，未检查。",
            "Not checked: size and weight of the sample were not given.",
        )


RULES = (sample_limits,)
