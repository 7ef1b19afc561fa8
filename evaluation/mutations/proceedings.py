"""Defects of proceedings beside and after filing: reexamination, invalidation, changes, terms.

The papers are stated beside the request form, cleanly first, as an office's case system hands them over.
"""

from __future__ import annotations

from evaluation.mutations.mutator import Book
from evaluation.mutations.procedure import TECHNICAL, Facts, Row, stated

BOOK = Book()


def paper(kind: str, received_on: str = "2026-02-20", **details: object) -> Facts:
    """Facts that hold one paper of the procedure."""
    return {
        "papers": [{"kind": kind, "received_on": received_on, "details": details}],
        "events": [],
    }


REEXAMINATION = paper(
    "复审请求书",
    "2026-02-02",
    against="驳回决定",
    decision_received_on="2025-12-10",
    reasons="权利要求1具备创造性。",
)
INVALIDATION = paper(
    "无效宣告请求书",
    "2026-02-02",
    requesters=["甲公司"],
    patentees=["丙公司"],
    scope="权利要求1-3",
    granted_claim_count=5,
    grounds=[{"provision": "法22.3", "evidence": ["证据1"], "explained": True}],
    evidence=["证据1"],
)
SUPPLEMENT: Facts = {
    "events": [],
    "papers": [
        *INVALIDATION["papers"],
        {
            "kind": "无效宣告补充意见",
            "received_on": "2026-02-25",
            "details": {"evidence": ["证据4"]},
        },
    ],
}
CHANGE = paper(
    "change_request",
    changes=[
        {
            "item": "applicant",
            "reason": "assignment",
            "before": [{"name": "甲公司"}],
            "after": [{"name": "乙公司"}],
        }
    ],
)
ASSIGNMENT: Facts = {
    "events": [],
    "papers": [
        *CHANGE["papers"],
        {"kind": "assignment_contract", "details": {"signed_by": ["甲公司", "乙公司"]}},
    ],
}
CHANGE_PAID: Facts = {
    **ASSIGNMENT,
    "fees": [{"kind": "著录事项变更费", "amount": 200, "paid_on": "2026-02-25"}],
}
TERM: Facts = {
    "papers": [],
    "events": [
        {
            "kind": "term",
            "occurred_on": "2025-12-04",
            "details": {"months": 2, "due_on": "2026-02-04"},
        }
    ],
}
EXTENSION = paper("延长期限请求书", "2026-02-20", term_due_on="2026-02-27", months=1, reason="检索")
RESTORATION: Facts = {
    "papers": [
        {"kind": "恢复权利请求书", "received_on": "2026-02-20", "details": {"ground": "正当理由"}}
    ],
    "events": [
        {"kind": "视为撤回通知书", "occurred_on": "2026-01-05", "details": {"service": "电子"}}
    ],
}
CONTRACT_ABROAD = {
    **CHANGE,
    "papers": [
        {
            "kind": "change_request",
            "details": {
                "changes": [
                    {
                        "item": "applicant",
                        "reason": "转让",
                        "before": [{"name": "深圳公司", "country": "CN"}],
                        "after": [{"name": "乙公司", "country": "CN"}],
                    }
                ]
            },
        },
        {"kind": "assignment_contract", "details": {"signed_by": ["深圳公司", "乙公司"]}},
    ],
}
FORCE = paper(
    "恢复权利请求书",
    "2026-02-05",
    ground="不可抗拒",
    term_due_on="2025-06-05",
    obstacle_removed_on="2026-01-05",
    reason="洪水",
    evidence=True,
)
MISSED = paper("恢复权利请求书", missed_term="答复期限")
POSTED: Facts = {
    "papers": [],
    "events": [
        {
            "kind": "补正通知书",
            "occurred_on": "2026-02-02",
            "details": {"service": "邮寄", "served_on": "2026-02-17"},
        }
    ],
}
ENTRY: Facts = {
    "pct": {
        "application_number": "PCT/US2024/012345",
        "filing_date": "2024-06-10",
        "national_phase_entry_date": "2026-03-02",
    },
    "filing_date": "2024-06-10",
    "events": [],
    "fees": [],
    "papers": [
        {
            "kind": "entry_statement",
            "received_on": "2026-03-02",
            "details": {
                "international_application_number": "PCT/US2024/012345",
                "protection": "发明",
                "grace_period": False,
            },
        },
        {"kind": "international_publication", "details": {"grace_period": False}},
    ],
}
INVALIDATION_PAID: Facts = {
    **INVALIDATION,
    "fees": [{"kind": "无效宣告请求费", "amount": 3000, "paid_on": "2026-02-20"}],
}
AMENDED = paper("invalidation_amendment", full_replacement=True, comparison_table=True)
SURRENDER = paper("surrender_statement", whole=True, patentees=["甲公司"], signed_by=["甲公司"])
LICENCE = paper(
    "开放许可声明",
    patent_number="202411792145.X",
    patentee="甲公司",
    payment="一次性支付10万元",
    term="5年",
)
CORRECTION = paper(
    "意见陈述书", parts=["claims"], replacement_pages=["权利要求书"], correction_paper=True
)
EARLY = paper("提前公布声明", text="请求早日公布本专利申请")

ROWS = (
    Row("reexamination.late", "CN-REX-001", REEXAMINATION, "/papers/0/received_on", "2026-04-20", TECHNICAL),
    Row("reexamination.against-withdrawal", "CN-REX-002", REEXAMINATION, "/papers/0/details/against", "视为撤回通知书", TECHNICAL),
    Row("reexamination.no-reasons", "CN-REX-004", REEXAMINATION, "/papers/0/details/reasons", "", TECHNICAL),
    Row("reexamination.by-another", "CN-REX-003", REEXAMINATION, "/papers/0/details/requesters", ["无关公司"], TECHNICAL),
    Row("invalidation.unity", "CN-INV-002", INVALIDATION, "/papers/0/details/grounds/0/provision", "法31.1"),
    Row("invalidation.whole-law", "CN-INV-003", INVALIDATION, "/papers/0/details/grounds/0/provision", "专利法"),
    Row("invalidation.evidence-unused", "CN-INV-004", INVALIDATION, "/papers/0/details/evidence", ["证据1", "证据2"]),
    Row("invalidation.not-explained", "CN-INV-004", INVALIDATION, "/papers/0/details/grounds/0/explained", False),
    Row("invalidation.claim-not-granted", "CN-INV-005", INVALIDATION, "/papers/0/details/scope", "权利要求9"),
    Row("invalidation.no-scope", "CN-INV-005", INVALIDATION, "/papers/0/details/scope", ""),
    Row("invalidation.two-requesters", "CN-INV-010", INVALIDATION, "/papers/0/details/requesters", ["甲公司", "乙公司"]),
    Row("invalidation.evidence-late", "CN-INV-012", SUPPLEMENT, "/papers/1/received_on", "2026-03-20", against="/papers/1"),
    Row("changes.two-steps", "CN-BIB-001", CHANGE, "/papers/0/details/changes", [
        {"item": "applicant", "before": [{"name": "甲公司"}], "after": [{"name": "乙公司"}]},
        {"item": "applicant", "before": [{"name": "乙公司"}], "after": [{"name": "丙公司"}]},
    ], TECHNICAL),
    Row("changes.contract-one-side", "CN-BIB-005", ASSIGNMENT, "/papers/1/details/signed_by", ["乙公司"], TECHNICAL, "/papers/0"),
    Row("changes.paid-late", "CN-BIB-002", CHANGE_PAID, "/fees/0/paid_on", "2026-04-10", TECHNICAL),
    Row("terms.day-too-late", "CN-DDL-001", TERM, "/events/0/details/due_on", "2026-02-05", TECHNICAL),
    Row("terms.no-such-day", "CN-DDL-001", TERM, "/events/0/details/due_on", "2026-02-30", TECHNICAL),
    Row("terms.extended-three-months", "CN-DDL-006", EXTENSION, "/papers/0/details/months", 3, TECHNICAL),
    Row("terms.extended-late", "CN-DDL-006", EXTENSION, "/papers/0/received_on", "2026-03-01", TECHNICAL),
    Row("terms.statutory-extended", "CN-DDL-006", EXTENSION, "/papers/0/details/statutory", True, TECHNICAL),
    Row("terms.restored-late", "CN-DDL-007", RESTORATION, "/papers/0/received_on", "2026-04-07", TECHNICAL),
    Row("publication.early-with-condition", "CN-EXM-002", EARLY, "/papers/0/details/text", "若本申请未被撤回则提前公布"),
    Row("changes.assigned-abroad", "CN-BIB-006", CONTRACT_ABROAD, "/papers/0/details/changes/0/after/0/country", "US", TECHNICAL, "/papers/0/details/changes"),
    Row("terms.posted-same-day", "CN-DDL-004", POSTED, "/events/0/details/served_on", "2026-02-02", TECHNICAL),
    Row("terms.force-majeure-after-two-years", "CN-DDL-008", FORCE, "/papers/0/details/term_due_on", "2023-06-05", TECHNICAL, "/papers/0"),
    Row("terms.priority-restored", "CN-DDL-009", MISSED, "/papers/0/details/missed_term", "优先权期限", TECHNICAL),
    Row("terms.grace-period-restored", "CN-DDL-009", MISSED, "/papers/0/details/missed_term", "novelty_grace", TECHNICAL),
    Row("entry.number-misshapen", "CN-PCT-002", ENTRY, "/papers/0/details/international_application_number", "US2024-12345"),
    Row("entry.no-kind", "CN-PCT-002", ENTRY, "/papers/0/details/protection", []),
    Row("entry.two-kinds", "CN-PCT-003", ENTRY, "/papers/0/details/protection", ["发明专利", "实用新型专利"]),
    Row("entry.after-33-months", "CN-PCT-001", ENTRY, "/pct/national_phase_entry_date", "2027-03-10", against="/bibliographic"),
    Row("entry.grace-period-new", "CN-PCT-014", ENTRY, "/papers/0/details/grace_period", True),
    Row("invalidation.fee-late", "CN-INV-009", INVALIDATION_PAID, "/fees/0/paid_on", "2026-03-10"),
    Row("invalidation.amended-in-part", "CN-INV-016", AMENDED, "/papers/0/details/full_replacement", False),
    Row("invalidation.no-comparison", "CN-INV-016", AMENDED, "/papers/0/details/comparison_table", False),
    Row("patent.claims-surrendered", "CN-WDR-002", SURRENDER, "/papers/0/details/claims", ["3"]),
    Row("patent.surrender-conditional", "CN-WDR-002", SURRENDER, "/papers/0/details/conditions", "补偿后生效"),
    Row("patent.surrender-unsigned", "CN-WDR-002", SURRENDER, "/papers/0/details/signed_by", []),
    Row("licence.no-term", "CN-OLC-001", LICENCE, "/papers/0/details/term", ""),
    Row("licence.advertising", "CN-OLC-001", LICENCE, "/papers/0/details/text", "本技术国际领先，欢迎选购。"),
    Row("correction.no-replacement-pages", "CN-AMD-004", CORRECTION, "/papers/0/details/replacement_pages", [], TECHNICAL, "/papers/0"),
)  # fmt: skip

for _row in ROWS:
    BOOK.add(_row.kind, _row.code, stated(_row))
