"""Rules that switch others off and say why (CN-PCT-016 … 018, CN-CLM-012, CN-DRW-011).

CN-PCT-016 … 018 for translations of international applications, CN-CLM-012 for claims that are
independent though they refer to another, CN-DRW-011 for drawings in colour.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import NATIONAL_PHASE, UTILITY_MODEL
from services.formal_check.domain.rule import Silence, suppression
from shared.contracts.common import Message
from shared.model.claims import ClaimType


@suppression(
    "CN-PCT-016",
    zh="国际申请名称的译文不受字数限制",
    en="No length limit for translated titles of international applications",
    suppresses=("CN-REQ-002", "CN-REQ-003"),
    reads=[],
    routes=NATIONAL_PHASE,
    basis=[guidelines("3.1.3.1.3")],
)
def pct_title_length(_: Case) -> Iterator[Silence]:
    """Switch the limits of 25 and 60 characters off for PCT applications in the national phase.

    Why:
        The translation follows the original title; without superfluous words its length may not
        be objected to.
    Known problems:
        Superfluous words are not looked for: a person judges them.

    Example:
        对70字的国际申请名称报CN-REQ-002
    Use instead:
        不报告
    中文:
        进入国家阶段的国际申请，名称译文没有多余词汇的，不得以字数要求修改，因此不检查25字和60字的限制。

    """
    yield Silence(
        Message(
            zh="国际申请名称的译文不受字数限制（CN-PCT-016）。",
            en="Titles translated from an international application have no limit (CN-PCT-016).",
        )
    )


@suppression(
    "CN-PCT-017",
    zh="国际申请摘要的译文不受字数限制",
    en="No length limit for translated abstracts of international applications",
    suppresses=("CN-ABS-002",),
    reads=[],
    routes=NATIONAL_PHASE,
    basis=[guidelines("3.1.3.2.3")],
)
def pct_abstract_length(_: Case) -> Iterator[Silence]:
    """Switch the limit of 300 characters off for PCT applications in the national phase.

    Why:
        The abstract is a translation of the published one; its length may not be objected to.
    Known problems:
        Superfluous words are not looked for: a person judges them.

    Example:
        对国际申请摘要报CN-ABS-002
    Use instead:
        不报告
    中文:
        进入国家阶段的国际申请，审查员不得以摘要字数为由要求修改，因此不检查300字的限制。

    """
    yield Silence(
        Message(
            zh="国际申请摘要的译文不受字数限制（CN-PCT-017）。",
            en="Abstracts translated from an international application have no limit (CN-PCT-017).",
        )
    )


@suppression(
    "CN-PCT-018",
    zh="国际申请（实用新型）的说明书不受撰写方式、顺序和小标题的限制",
    en="No prescribed headings and order for utility models from international applications",
    suppresses=("CN-DSC-002", "CN-DSC-003"),
    reads=[],
    kinds=UTILITY_MODEL,
    routes=NATIONAL_PHASE,
    basis=[guidelines("1.2.15.2.1")],
)
def pct_headings(_: Case) -> Iterator[Silence]:
    """Switch the rules on headings and order off for PCT utility models.

    Why:
        The description is a translation; its form satisfies the Treaty.

    Example:
        对国际申请报CN-DSC-002或者CN-DSC-003
    Use instead:
        不报告
    中文:
        要求获得实用新型专利的国际申请，审查员不得以说明书的撰写方式、顺序和小标题为由要求修改。

    """
    yield Silence(
        Message(
            zh="国际申请的说明书不受小标题和顺序的限制（CN-PCT-018）。",
            en="Descriptions of international applications need no prescribed headings (CN-PCT-018).",
        )
    )


@suppression(
    "CN-CLM-012",
    zh="引用其他权利要求而主题不同的，是并列独立权利要求",
    en="A claim that refers to another claim but claims another subject is independent",
    suppresses=("CN-CLM-010", "CN-CLM-011", "CN-CLM-013"),
    reads=[Input.CLAIMS],
    basis=[guidelines("2.2.3.1.2")],
)
def independent_by_reference(case: Case) -> Iterator[Silence]:
    """Switch the rules for dependent claims off where a claim is independent by reference.

    Why:
        一种实施权利要求1的方法的装置 claims a device: it is no dependent claim and need not repeat
        the subject name of claim 1.
    Known problems:
        Whether the subjects differ is told from the claims' subject names.

    Example:
        对“一种实施权利要求1的方法的装置”报主题名称不一致
    Use instead:
        按并列独立权利要求处理，不报告
    中文:
        引用其他权利要求但要求保护的主题不同的权利要求是并列独立权利要求，不按从属权利要求检查引用部分、
        主题名称和排列位置。

    """
    for claim in case.claims:
        if claim.claim_type is ClaimType.INDEPENDENT_BY_REFERENCE:
            yield Silence(
                Message(
                    zh="该权利要求是引用其他权利要求的并列独立权利要求（CN-CLM-012）。",
                    en="The claim is independent though it refers to another one (CN-CLM-012).",
                ),
                unit=claim.unit.id,
            )


@suppression(
    "CN-DRW-011",
    zh="必要时可以提交彩色附图",
    en="Colour drawings are allowed where necessary",
    suppresses=("CN-DRW-006", "CN-DRW-007"),
    reads=[Input.DRAWINGS],
    basis=[guidelines("1.1.4.3", before=False)],
)
def colour_drawings(case: Case) -> Iterator[Silence]:
    """Switch the rules on photographs off for a figure that is marked as a drawing in colour.

    Why:
        Since 2024 drawings may be in colour where that shows the matter more clearly. Colour alone
        is never a defect.
    Known problems:
        The mark in the papers decides; the picture is not looked at.

    Example:
        对标明为彩色附图的热成像图报告“照片”
    Use instead:
        不报告
    中文:
        必要时可以提交彩色附图。文件中标明为彩色的附图不按照片报告。

    """
    for figure in case.figures:
        contents = [(image.content or "").lower() for image in figure.images]
        if any("colo" in content or "彩色" in content for content in contents):
            place = figure.location.element if figure.location else f"drawings/{figure.position}"
            yield Silence(
                Message(
                    zh="必要时可以提交彩色附图（CN-DRW-011）。",
                    en="Drawings in colour are allowed where necessary (CN-DRW-011).",
                ),
                unit=place,
            )


RULES = (
    pct_title_length,
    pct_abstract_length,
    pct_headings,
    independent_by_reference,
    colour_drawings,
)
