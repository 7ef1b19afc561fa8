"""What a dependent claim refers to: earlier, existing, in order (CN-CLM-006, 007, 013)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.dependence import dependents, listed, places
from services.formal_check.domain.rules.claims.reading import claim_set, name_of, opening
from shared.contracts.formal_check import Severity
from shared.model.claims import ClaimType
from shared.model.identification import DocumentStage


@rule(
    "CN-CLM-006",
    zh="从属权利要求只能引用在前的权利要求",
    en="A dependent claim refers to preceding claims only",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(25, 2)],
)
def refers_forward(case: Case) -> Drafts:
    """Find references of dependent claims to themselves or to later claims.

    Why:
        A dependent claim narrows a claim that the reader already knows.

    Example:
        3. 根据权利要求5所述的水杯，……
    Use instead:
        3. 根据权利要求1所述的水杯，……
    中文:
        查找从属权利要求对自身或在后权利要求的引用。从属权利要求只能引用在前的权利要求。

    """
    claims = case.shared(claim_set)
    for index, claim in dependents(claims):
        for reference in claim.references:
            meant = {number: claims.index_of(number) for number in reference.claim_numbers}
            itself = [number for number, found in meant.items() if found == index]
            later = [
                number for number, found in meant.items() if found is not None and found > index
            ]
            if not itself and not later:
                continue
            zh = "引用了其自身" if itself else f"引用了在后的权利要求{listed(later)}"
            en = "refers to itself" if itself else f"refers to later claim(s) {listed(later)}"
            yield at(
                claim.unit,
                reference.start,
                reference.end,
                zh=f"权利要求{name_of(claim)}{zh}，只能引用在前的权利要求，请更正引用的编号。",
                en=f"Claim {name_of(claim)} {en}: refer to preceding claims only.",
                related=places(claims, [*itself, *later]),
            )


@rule(
    "CN-CLM-007",
    zh="被引用的权利要求应当存在",
    en="Every claim referred to exists",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(25, 1)],
)
def refers_to_nothing(case: Case) -> Drafts:
    """Find references to numbers that no claim has.

    Why:
        The reference has to say which claim's features are taken over.
    Known problems:
        Of an excerpt, claims after the last one at hand are unknown and not reported.

    Example:
        2. 根据权利要求8所述的水杯，……（共5项）
    Use instead:
        2. 根据权利要求1所述的水杯，……
    中文:
        查找引用的编号没有对应权利要求的情形。节选文本中，末项之后的权利要求未知，不报告。

    """
    claims = case.shared(claim_set)
    excerpt = case.profile.stage is DocumentStage.EXCERPT
    last = max(claims.number(index) for index in range(len(claims.claims)))
    unknown = False
    for claim in claims.claims:
        for reference in claim.references:
            absent = [n for n in reference.claim_numbers if claims.index_of(n) is None]
            if excerpt and any(number > last for number in absent):
                unknown = True
                absent = [number for number in absent if number < last]
            if absent:
                yield at(
                    claim.unit,
                    reference.start,
                    reference.end,
                    zh=f"权利要求{name_of(claim)}引用的权利要求{listed(absent)}不存在，请更正引用的编号。",
                    en=f"Claim {name_of(claim)} refers to claim(s) {listed(absent)}, which do not "
                    "exist: correct the number.",
                )
    if unknown:
        raise NotChecked(
            "节选文本缺少部分被引用的权利要求，未检查。",
            "Not checked: the excerpt lacks some claims that are referred to.",
        )


@rule(
    "CN-CLM-013",
    zh="从属权利要求写在其独立权利要求之后、另一独立权利要求之前",
    en="Dependent claims stand between their independent claim and the next",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.3.2"), rules(24, 3)],
)
def dependent_out_of_place(case: Case) -> Drafts:
    """Find dependent claims separated from their independent claim by another one.

    Why:
        Claims of one invention stand together.

    Example:
        1. 一种水杯……。2. 一种茶壶……。3. 根据权利要求1所述的水杯……。
    Use instead:
        1. 一种水杯……。2. 根据权利要求1所述的水杯……。3. 一种茶壶……。
    中文:
        查找与其独立权利要求之间隔有其他独立权利要求的从属权利要求。从属权利要求应当紧接在其独立权利要求之后。

    """
    claims = case.shared(claim_set)
    head: int | None = None
    for index, claim in enumerate(claims.claims):
        if claims.goes_on(index):
            continue  # dependent on what nobody knows (CN-CLM-010)
        if claim.claim_type is not ClaimType.DEPENDENT:
            head = index
            continue
        roots = claims.roots[index]
        if head is None or head in roots or not claim.references:
            continue
        if any(claims.claims[each].claim_type is ClaimType.DEPENDENT for each in roots):
            continue  # a path ends at a faulty reference, which has a finding of its own
        reference = claim.references[0]
        between, root = claims.claims[head], claims.claims[roots[-1]]
        yield at(
            claim.unit,
            reference.start,
            reference.end,
            zh=f"权利要求{name_of(claim)}从属于权利要求{name_of(root)}，却写在独立权利要求{name_of(between)}之后，"
            f"请移到权利要求{name_of(between)}之前。",
            en=f"Claim {name_of(claim)} depends on claim {name_of(root)} but stands after the "
            f"independent claim {name_of(between)}: move it before that claim.",
            related=(opening(root), opening(between)),
        )


RULES = (
    refers_forward,
    refers_to_nothing,
    dependent_out_of_place,
)
