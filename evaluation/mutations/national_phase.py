"""Defects of international applications: entry into the national phase, and Hague designs.

Clean facts are stated beside the request form as an office's case system hands them over.
"""

from __future__ import annotations

from evaluation.mutations.mutator import Book
from evaluation.mutations.procedure import Facts, Row, stated
from evaluation.mutations.proceedings import ENTRY

BOOK = Book()

DESIGN = ("design",)


def entry(*papers: Facts, **members: object) -> Facts:
    """An entry into the national phase with these papers instead of the usual ones."""
    return {**ENTRY, "papers": list(papers), **members}


def statement(**details: object) -> Facts:
    """The statement on entry."""
    return {"kind": "entry_statement", "received_on": "2026-03-02", "details": details}


def published(**details: object) -> Facts:
    """The international publication."""
    return {"kind": "international_publication", "details": details}


def hague(**members: object) -> Facts:
    """An international design registration that designates China."""
    return {"route": "hague", "events": [PUBLICATION], "papers": [], **members}


PUBLICATION: Facts = {"kind": "international_publication", "occurred_on": "2025-10-13"}
PRIORITY = [{"office": "US", "application_number": "63/000001", "filing_date": "2023-08-10"}]
TRANSMITTED = hague(
    events=[],
    papers=[
        {
            "kind": "hague_application",
            "details": {
                "via_office": True,
                "residence_in_china": True,
                "contracting_parties": ["CN"],
                "language": "English",
                "form": "DM/1",
                "reproductions": True,
                "chinese_contact": True,
            },
        }
    ],
)
COPY = hague(
    priorities=[{"office": "US", "application_number": "29/123456", "filing_date": "2025-03-10"}],
    papers=[{"kind": "priority_copy", "received_on": "2025-12-13", "details": {}}],
)
DISCLOSED = hague(
    events=[{**PUBLICATION, "details": {"grace_period": True}}],
    papers=[{"kind": "grace_period_proof", "received_on": "2025-12-12", "details": {}}],
)
DIVIDED = hague(
    parent={
        "application_number": "DM/234567",
        "filing_date": "2025-06-10",
        "submission_date": "2025-11-13",
    },
    fees=[{"kind": "申请费", "amount": 500, "paid_on": "2025-11-13"}],
)
BASIS = entry(
    statement(examination_basis="article_34"),
    {"kind": "international_preliminary_report", "details": {"annexes": True}},
)
TRANSLATED = entry(
    statement(examination_basis="article_19"),
    {
        "kind": "amendment_translation",
        "received_on": "2026-03-02",
        "details": {"article": "19"},
    },
)
CLAIMED = entry(
    statement(),
    published(priorities=[{"application_number": "63/000001", "filing_date": "2023-08-10"}]),
    priorities=PRIORITY,
    fees=[{"kind": "优先权要求费", "amount": 80, "paid_on": "2026-03-02"}],
)
RESTORED = entry(
    statement(),
    published(priority_restored=True),
    priorities=[{"office": "US", "application_number": "63/000001", "filing_date": "2023-05-10"}],
)
RESOURCES = entry(
    statement(genetic_resources=True), {"kind": "genetic_resources_form", "details": {}}
)
EARLY: Facts = {
    **entry(statement(early_processing=True), {"kind": "经确认的国际申请副本", "details": {}}),
    "pct": {
        "application_number": "PCT/US2025/012345",
        "filing_date": "2025-06-10",
        "national_phase_entry_date": "2026-03-02",
    },
    "filing_date": "2025-06-10",
}
CORRECTION = entry(
    {"kind": "改正译文错误请求书", "received_on": "2026-02-10", "details": {}},
    fees=[{"kind": "译文改正费", "amount": 300, "paid_on": "2026-02-10"}],
)
POWER = entry(
    statement(),
    {
        "kind": "power_of_attorney",
        "details": {"international_application_number": "PCT/US2024/012345"},
    },
    applicants=[{"name": "甲公司", "original_name": "A Inc."}],
    agency={"name": "甲代理有限公司"},
)
UNITY = entry(
    events=[
        {
            "kind": "收到缴纳单一性恢复费通知书",
            "occurred_on": "2025-11-10",
            "details": {"指定期限届满日": "2026-01-12"},
        }
    ],
    fees=[{"kind": "unity_restoration_fee", "amount": 900, "paid_on": "2026-01-12"}],
)
NAMED = entry(
    statement(),
    published(language="en", inventors=["SMITH, John"]),
    inventors=[{"name": "约翰·史密斯", "original_name": "SMITH, John"}],
)

_HAGUE = "/papers/0/details/"
ROWS = (
    Row("hague.in-chinese", "CN-HAG-001", TRANSMITTED, _HAGUE + "language", "中文", DESIGN),
    Row("hague.no-residence", "CN-HAG-001", TRANSMITTED, _HAGUE + "residence_in_china", False, DESIGN),
    Row("hague.another-party", "CN-HAG-001", TRANSMITTED, _HAGUE + "contracting_parties", ["US"], DESIGN),
    Row("hague.no-reproductions", "CN-HAG-001", TRANSMITTED, _HAGUE + "reproductions", False, DESIGN),
    Row("hague.own-form", "CN-HAG-001", TRANSMITTED, _HAGUE + "form", "自制", DESIGN),
    Row("hague.no-contact", "CN-HAG-001", TRANSMITTED, _HAGUE + "chinese_contact", False, DESIGN),
    Row("hague.copy-late", "CN-HAG-002", COPY, "/papers/0/received_on", "2026-02-13", DESIGN),
    Row("hague.copy-missing", "CN-HAG-002", COPY, "/papers", [], DESIGN, "/bibliographic/priority_claims"),
    Row("hague.grace-proof-late", "CN-HAG-003", DISCLOSED, "/papers/0/received_on", "2026-01-13", DESIGN),
    Row("hague.grace-proof-missing", "CN-HAG-003", DISCLOSED, "/papers", [], DESIGN),
    Row("hague.grace-not-declared", "CN-HAG-003", DISCLOSED, "/events/0/details/grace_period", False, DESIGN, "/papers/0"),
    Row("hague.divided-late", "CN-HAG-004", DIVIDED, "/parent/submission_date", "2026-01-13", DESIGN),
    Row("hague.divided-unpaid", "CN-HAG-004", DIVIDED, "/fees", [], DESIGN),
    Row("entry.no-annexes", "CN-PCT-009", BASIS, "/papers/1/details/annexes", False, against="/papers/0"),
    Row("entry.amendment-translated-late", "CN-PCT-008", TRANSLATED, "/papers/1/received_on", "2026-06-13"),
    Row("entry.new-priority", "CN-PCT-011", CLAIMED, "/priorities/0/application_number", "63/000009"),
    Row("entry.priority-unpaid", "CN-PCT-010", CLAIMED, "/fees", []),
    Row("entry.priority-not-restored", "CN-PCT-012", RESTORED, "/papers/1/details/priority_restored", False, against="/bibliographic/priority_claims"),
    Row("entry.no-resources-form", "CN-PCT-015", RESOURCES, "/papers/1", {"kind": "other", "details": {}}, against="/papers"),
    Row("entry.resources-not-stated", "CN-PCT-015", RESOURCES, "/papers/0/details/genetic_resources", False),
    Row("entry.early-not-requested", "CN-PCT-020", EARLY, "/papers/0/details/early_processing", False, against="/pct/national_phase_entry_date"),
    Row("entry.correction-unpaid", "CN-PCT-021", CORRECTION, "/fees", []),
    Row("entry.power-another-number", "CN-PCT-022", POWER, "/papers/1/details/international_application_number", "PCT/US2024/054321"),
    Row("entry.unity-fee-unpaid", "CN-PCT-023", UNITY, "/fees", []),
    Row("entry.another-inventor", "CN-PCT-006", NAMED, "/papers/1/details/inventors", ["SMITH, John", "DOE, Jane"], against="/inventors"),
)  # fmt: skip

for _row in ROWS:
    BOOK.add(_row.kind, _row.code, stated(_row))
