"""What a dependent claim is called: reference part and subject name (CN-CLM-010, 011)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Draft, Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import (
    claim_set,
    milder_when_published,
    name_of,
    opening,
)
from shared.contracts.formal_check import Fix, FixSafety, Severity
from shared.model.claim_language import ClaimStructure
from shared.model.claims import Claim


@rule(
    "CN-CLM-010",
    zh="从属权利要求的引用部分写明编号和主题名称",
    en="A dependent claim states the number and the subject name of the claim referred to",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(25, 1), guidelines("2.2.3.3.2")],
)
def reference_part_incomplete(case: Case) -> Drafts:
    """Find dependent claims without the number, or without the subject name, of the claim cited.

    A later claim that begins with 上述装置 or 所述装置 and refers to no claim counts as dependent
    without a number.

    Why:
        Number and name together say what is narrowed down.
    Known problems:
        In a publication this is a warning: translations often say 根据前述权利要求中任一项.

    Example:
        2. 上述装置，其特征在于……
    Use instead:
        2. 根据权利要求1所述的金属纤维拉拔装置，其特征在于……
    中文:
        查找引用部分缺少权利要求编号或主题名称的从属权利要求；以“上述装置”“所述装置”开头而未引用编号的在后权利要求亦报告。

    """
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        structure = claims.structure(index)
        leading = structure.leading
        if leading is None:
            if claims.goes_on(index):
                end = structure.subject.end if structure.subject is not None else 2
                yield _without_number(case, claim, 0, end)
        elif not leading.numbers:
            yield _without_number(case, claim, leading.start, leading.end)
        elif structure.subject is None:
            yield at(
                claim.unit,
                leading.start,
                leading.end,
                zh=f"权利要求{name_of(claim)}的引用部分没有主题名称，请写成“根据权利要求{leading.numbers[0]}所述的……”并重述主题名称。",
                en=f"Claim {name_of(claim)} does not repeat the subject name of the claim it refers "
                "to: add it after the reference.",
                severity=milder_when_published(case),
            )


def _without_number(case: Case, claim: Claim, start: int, end: int) -> Draft:
    return at(
        claim.unit,
        start,
        end,
        zh=f"权利要求{name_of(claim)}的引用部分没有写明所引用权利要求的编号，请写成“根据权利要求N所述的……”。",
        en=f"Claim {name_of(claim)} does not state the number of the claim it refers to: write "
        "“根据权利要求N所述的…”.",
        severity=milder_when_published(case),
    )


@rule(
    "CN-CLM-011",
    zh="从属权利要求的主题名称与被引用的权利要求一致",
    en="The subject name equals that of the claim referred to",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.3.2"), guidelines("1.2.7.4")],
)
def subject_name_differs(case: Case) -> Drafts:
    """Compare the subject name of a claim that opens with a reference with the name cited.

    A name shortened to its end (方法 for 信道估计方法) or with 一种 counts as equal. Claims that are
    independent by reference are not reported (CN-CLM-012).

    Why:
        A dependent claim narrows the subject of another; it does not change it.

    Example:
        1. 一种水杯……。2. 根据权利要求1所述的杯盖……。
    Use instead:
        2. 根据权利要求1所述的水杯……。
    中文:
        比较从属权利要求与被引用权利要求的主题名称。省略前部的简称（如“方法”）和加“一种”视为一致；引用其他权利要求的并列独立权利要求不报告（见CN-CLM-012）。

    """
    claims = case.shared(claim_set)
    for index, claim in enumerate(claims.claims):
        structure = claims.structure(index)
        if structure.leading is None or structure.subject is None or not claims.groups[index]:
            continue
        name = _plain(structure.subject_name)
        cited = claims.groups[index][0]
        names = [known for parent in cited for known in claims.subject_names[parent]]
        if not names or any(_agree(name, _plain(known)) for known in names):
            continue
        root = claims.claims[cited[0]]
        expected = claims.structure(cited[0]).subject
        yield at(
            claim.unit,
            structure.subject.start,
            structure.subject.end,
            zh=f"权利要求{name_of(claim)}的主题名称“{structure.subject.of(claim.unit.text)}”与权利要求{name_of(root)}的"
            f"“{names[0]}”不一致，请改为一致。",
            en=f"Claim {name_of(claim)} calls its subject otherwise than claim {name_of(root)} "
            f"(“{names[0]}”): use the same name.",
            related=(opening(root),),
            fixes=_name_fix(claim, structure, expected.of(root.unit.text) if expected else None),
        )


def _plain(name: str) -> str:
    return name.replace("的", "")


def _agree(name: str, known: str) -> bool:
    return name == known or name in known or known in name


def _name_fix(claim: Claim, structure: ClaimStructure, name: str | None) -> tuple[Fix, ...]:
    if name is None or structure.subject is None:
        return ()
    return (
        replacing(
            claim.unit,
            structure.subject.start,
            structure.subject.end,
            name,
            safety=FixSafety.SUGGESTED,
            zh="改为被引用权利要求的主题名称。",
            en="Use the subject name of the claim referred to.",
        ),
    )


RULES = (
    reference_part_incomplete,
    subject_name_differs,
)
