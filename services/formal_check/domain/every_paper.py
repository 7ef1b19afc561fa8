"""Papers of any kind with the details that all papers share."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from shared.model.case_file import ProcedurePaper
from shared.model.facts.filing_statements import AnyPaper
from shared.model.facts.reading import read_details
from shared.model.facts.stated import MistypedFactError


def every_paper(case: Case) -> tuple[tuple[str, ProcedurePaper, AnyPaper], ...]:
    """Pointer, paper and shared details; abstains where there are no papers."""
    papers = case.papers
    if not papers:
        raise NotApplicable("没有其他手续文件。", "There are no further papers.")
    try:
        return tuple(
            (f"/papers/{i}", paper, read_details(AnyPaper, paper.details, f"/papers/{i}/details"))
            for i, paper in enumerate(papers)
        )
    except MistypedFactError as error:
        raise NotChecked(
            f"{error.name}应为{error.expected_zh}，未检查。",
            f"Not checked: {error.name} should be {error.expected_en}.",
        ) from None
