"""Defects towards earlier applications: priority papers, and the parents of divisionals.

Clean facts are stated beside the request form as an office's case system hands them over.
"""

from __future__ import annotations

from evaluation.mutations.mutator import Book
from evaluation.mutations.procedure import FILED, TECHNICAL, Facts, Row, fee, stated
from evaluation.mutations.proceedings import paper

BOOK = Book()

INVENTION = ("invention",)
DESIGN = ("design",)


def divided(**record: object) -> Facts:
    """A divisional and what the office's record says of its parent."""
    return {
        "filing_date": "2024-12-06",
        "parent": {
            "application_number": "202411792145.X",
            "filing_date": "2024-12-06",
            "submission_date": "2026-01-20",
        },
        "events": [],
        "papers": [
            {
                "kind": "application_record",
                "details": {"application_number": "202411792145.X", **record},
            }
        ],
    }


FOREIGN = [{"office": "US", "application_number": "18/123456", "filing_date": "2025-03-05"}]
HOME = [{"office": "CN", "application_number": "202510000001.1", "filing_date": "2025-03-05"}]
COPY: Facts = {
    **paper("priority_copy", application_number="18/123456", applicants=["A Inc."]),
    "priorities": FOREIGN,
    "applicants": [{"name": "甲公司", "original_name": "A Inc."}],
}
RECORD: Facts = {
    **paper(
        "application_record",
        application_number="202510000001.1",
        applicants=["甲公司"],
        divisional=False,
    ),
    "priorities": HOME,
    "applicants": [{"name": "甲公司"}],
}
PRIORITY_PAID: Facts = {
    **FILED,
    "priorities": FOREIGN,
    "fees": [fee("优先权要求费", 80, "2026-03-02")],
}
WITHDRAWN: Facts = {
    **paper("priority_withdrawal", signed_by=["甲公司", "乙公司"], application_number="18/123456"),
    "priorities": FOREIGN,
    "applicants": [{"name": "甲公司"}, {"name": "乙公司"}],
}
DIVIDED_PAID: Facts = {**divided(), "fees": [fee("申请费", 900, "2026-01-22")]}
SEAT: Facts = {
    **divided(partial=True),
    "parent": {"application_number": "202430792145.1", "filing_date": "2024-12-06"},
    "papers": [
        {
            "kind": "application_record",
            "details": {"application_number": "202430792145.1", "partial": False},
        }
    ],
}
EARLIEST: Facts = {
    **FILED,
    "priorities": [{**FOREIGN[0], "filing_date": "2025-06-05"}, FOREIGN[0]],
    "earliest_priority_date": "2025-03-05",
}
CLAIMED_AGAIN: Facts = {
    **divided(priorities=[{"application_number": "18/123456", "filing_date": "2024-03-01"}]),
    "priorities": [{**FOREIGN[0], "filing_date": "2024-03-01"}],
}

_D = "/papers/0/details/"
ROWS = (
    Row("priority.copy-of-another", "CN-PRI-005", COPY, _D + "application_number", "18/654321", TECHNICAL),
    Row("priority.another-applicant", "CN-PRI-009", COPY, _D + "applicants", ["C Ltd."], TECHNICAL, "/priorities"),
    Row("priority.copy-late", "CN-PRI-007", {**COPY, "filing_date": "2024-06-05", "priorities": [{**FOREIGN[0], "filing_date": "2023-07-05"}], "papers": [{**COPY["papers"][0], "received_on": "2024-10-08"}]}, "/papers/0/received_on", "2025-02-05", INVENTION),
    Row("priority.record-another-applicant", "CN-PRI-010", RECORD, _D + "applicants", ["甲公司", "乙公司"], INVENTION, "/priorities"),
    Row("priority.of-a-divisional", "CN-PRI-011", RECORD, _D + "divisional", True, INVENTION, "/priorities"),
    Row("priority.fee-short", "CN-PRI-015", {**PRIORITY_PAID, "filing_date": "2025-06-02", "fees": [fee("优先权要求费", 80, "2025-06-03")]}, "/fees", [], TECHNICAL),
    Row("priority.withdrawn-by-one", "CN-PRI-019", WITHDRAWN, _D + "signed_by", ["甲公司"], TECHNICAL),
    Row("divisional.after-grant-notice", "CN-DIV-002", divided(grant_notice_received_on="2025-12-15"), _D + "grant_notice_received_on", "2025-10-15", INVENTION, "/parent/submission_date"),
    Row("divisional.parent-withdrawn", "CN-DIV-003", divided(deemed_withdrawn_on=None, rejection_received_on="2025-11-15"), _D + "deemed_withdrawn_on", "2025-10-15", INVENTION, "/parent/submission_date"),
    Row("divisional.another-applicant", "CN-DIV-004", {**divided(applicants=["甲公司"]), "applicants": [{"name": "甲公司"}]}, _D + "applicants", ["乙公司"], INVENTION, "/applicants"),
    Row("divisional.new-inventor", "CN-DIV-005", {**divided(inventors=["张三", "李四"]), "inventors": [{"name": "张三"}, {"name": "李四"}]}, "/inventors/1/name", "王五", INVENTION),
    Row("divisional.unpaid", "CN-DIV-007", DIVIDED_PAID, "/fees", [], INVENTION),
    Row("divisional.part-of-whole", "CN-DIV-008", SEAT, "/partial", True, DESIGN),
    Row("divisional.priority-not-claimed", "CN-PRI-017", CLAIMED_AGAIN, "/priorities", [], INVENTION),
    Row("priority.not-the-earliest", "CN-PRI-016", EARLIEST, "/earliest_priority_date", "2025-06-05", TECHNICAL),
)  # fmt: skip

for _row in ROWS:
    BOOK.add(_row.kind, _row.code, stated(_row))
