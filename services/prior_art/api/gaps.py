"""What a search did not look at."""

from __future__ import annotations

from services.prior_art.domain.retrieval import RetrievalFilter
from services.prior_art.engines.indexed import IndexedCollection
from services.prior_art.engines.library import Behind
from shared.contracts.common import Message, NotChecked
from shared.contracts.prior_art import SearchRequest

_LEGAL_DATES = NotChecked(
    what="legal_dates",
    reason=Message(
        zh="检索只适用所给的日期条件；未就每项权利要求判断优先权是否成立及抵触申请，由审查员判断。",
        en="Only the date filter given was applied. Whether priorities hold for each claim, and "
        "conflicting applications, were not decided; that is for the examiner.",
    ),
)


def gaps(
    indexed: IndexedCollection, constraint: RetrievalFilter, behind: Behind, request: SearchRequest
) -> tuple[NotChecked, ...]:
    """Everything that the answer does not cover, and why."""
    found = [_LEGAL_DATES] if request.legal_dates is None else []
    if constraint.needs_date and (undated := indexed.lexical.undated(constraint)):
        found.append(
            NotChecked(
                what="documents_without_publication_date",
                reason=Message(
                    zh=f"{undated} 篇文献无公布日，无法判断是否符合日期条件，未列入结果，需人工核查。",
                    en=f"{undated} documents have no publication date, so the date filter cannot "
                    "be decided for them. They are left out and need review.",
                ),
            )
        )
    if behind.lexical:
        found.append(
            NotChecked(
                what="documents_not_indexed_yet",
                reason=Message(
                    zh=f"尚有 {behind.lexical} 项文献变更未编入索引，稍后请重新检索。",
                    en=f"{behind.lexical} changes of the collection are not indexed yet. Search again "
                    "shortly.",
                ),
            )
        )
    if indexed.dense is None:
        found.append(
            NotChecked(
                what="dense_channel",
                reason=Message(
                    zh="语义通道未启用，或文献库过小而无法建立；仅按字词检索。",
                    en="The dense channel is off, or the collection is too small for it. Only "
                    "terms were searched.",
                ),
            )
        )
    elif behind.dense:
        found.append(
            NotChecked(
                what="dense_channel",
                reason=Message(
                    zh=f"语义通道尚缺 {behind.dense} 项文献变更；这些文献仅按字词检索。",
                    en=f"{behind.dense} changes have no vectors yet. Those documents were searched "
                    "by terms only.",
                ),
            )
        )
    if request.application is not None and not request.application.claims:
        found.append(
            NotChecked(
                what="claims",
                reason=Message(
                    zh="申请中没有读出权利要求，仅按名称和摘要检索。",
                    en="No claims were read from the application. Only title and abstract were "
                    "searched.",
                ),
            )
        )
    return tuple(found)
