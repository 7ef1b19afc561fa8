"""Defects of what follows filing: fees, examination, trials, terms.

Clean facts are stated beside the request form as an office's case system hands them over.
"""

from __future__ import annotations

from evaluation.mutations.mutator import Book
from evaluation.mutations.procedure import FILED, TECHNICAL, Facts, Row, fee, stated
from evaluation.mutations.proceedings import paper

BOOK = Book()

INVENTION = ("invention",)
MODEL = ("utility_model",)
DESIGN = ("design",)


def notified(kind: str, day: str, **members: object) -> Facts:
    """A notice of the office, served electronically."""
    notice = {"kind": kind, "occurred_on": day, "details": {"service": "电子"}}
    return {"papers": [], "events": [notice], **members}


FEE_PAID: Facts = {"fees": [fee("申请费", 900, "2026-03-02"), fee("公布印刷费", 50, "2026-03-02")]}
REMITTED: Facts = {"fees": [fee("申请费", 900, "2026-03-02", application_number="202411792145.X")]}
REDUCED: Facts = {
    **FILED,
    "fee_reduction_requested": True,
    "fee_reduction_record": "2026001",
}
REEXAMINED: Facts = {
    "papers": [{"kind": "复审请求书", "received_on": "2025-12-05", "details": {}}],
    "events": [{"kind": "驳回决定", "occurred_on": "2025-11-05", "details": {"service": "电子"}}],
    "fees": [fee("复审费", 1000, "2026-01-05")],
}
EXTENDED: Facts = {
    **paper("延长期限请求书", "2026-02-02", term_due_on="2026-02-05", months=1),
    "fees": [fee("延长期限请求费", 300, "2026-02-05")],
}
RESTORED: Facts = {
    "papers": [
        {"kind": "恢复权利请求书", "received_on": "2026-02-02", "details": {"ground": "正当理由"}}
    ],
    "events": [
        {"kind": "视为撤回通知书", "occurred_on": "2025-12-05", "details": {"service": "电子"}}
    ],
    "fees": [fee("恢复费", 1000, "2026-02-02")],
}
REGISTERED: Facts = notified(
    "办理登记手续通知书", "2025-11-05", fees=[fee("年费", 900, "2026-01-05")]
)
REFUND = paper("refund_request", "2026-02-05", paid_on="2025-01-05", payer="甲", requester="甲")
EVALUATED: Facts = {
    "papers": [{"kind": "专利权评价报告请求书", "received_on": "2026-01-05", "details": {}}],
    "events": [],
    "fees": [fee("评价报告费", 2400, "2026-02-05")],
}
DEFERRED: Facts = paper("延迟审查请求书", "2026-03-02", years=1)
PRIORITISED: Facts = {**FILED, "same_day_application_declared": True}
REFERENCES = paper("实质审查请求书", "2026-03-02", reference_material=True)
PROOF: Facts = {
    **paper(
        "grace_period_proof",
        category="exhibition",
        sealed=True,
        shows=["日期", "地点", "展览会名称", "形式", "内容"],
    ),
    "grace_period": [{"category": "exhibition", "disclosed_on": "2025-12-10"}],
}
ABROAD: Facts = {
    "papers": [{"kind": "保密审查请求书", "received_on": "2026-01-05", "details": {}}],
    "events": [
        {
            "kind": "向外国申请专利",
            "occurred_on": "2026-02-05",
            "details": {"office": "US", "made_in_china": True},
        }
    ],
}
SECRECY = paper("保密审查请求书", direct=True, technical_description=True, language="zh")
LICENCE = paper("open_licence_statement", share_of_sales=0.1, exclusive_licence=False)
DRUG = paper(
    "drug_term_compensation_request",
    "2025-12-10",
    marketing_approved_on="2025-10-10",
    drugs=["甲药"],
)
COUNTED: Facts = {
    "papers": [],
    "events": [
        {
            "kind": "term",
            "occurred_on": "2025-08-01",
            "details": {"months": 2, "due_on": "2025-10-09"},
        }
    ],
}
SERVED: Facts = {
    "papers": [],
    "events": [
        {
            "kind": "补正通知书",
            "occurred_on": "2026-02-02",
            "details": {"service": "电子", "served_on": "2026-02-02", "months": 2},
        }
    ],
}
MISSED = paper("恢复权利请求书", missed_term="other")
RESOURCES: Facts = {
    **paper("遗传资源来源披露登记表", direct_source="甲地", original_source="乙地"),
    "relies_on_genetic_resources": True,
}
TITLE_ONLY = paper("补正书", defects=["title"], parts=["发明名称"])
TWO_AGENCIES: Facts = {
    "papers": [
        {"kind": "power_of_attorney", "details": {"agency": "甲代理有限公司"}},
        {"kind": "power_of_attorney", "details": {"agency": "甲代理有限公司"}},
    ],
    "events": [],
    "agency": {"name": "甲代理有限公司"},
}
REEXAMINATION = paper("复审请求书", "2026-02-02", rejected_claim_count=8, amended_claim_count=7)
REEXAMINATION_POWER = paper(
    "专利代理委托书", procedure="reexamination", scope="仅限于办理复审程序有关事务"
)
REEXAMINATION_NOTICE: Facts = {
    "events": [
        {
            "kind": "复审请求补正通知书",
            "occurred_on": "2026-01-05",
            "details": {"received_on": "2026-01-05"},
        }
    ],
    "papers": [{"kind": "复审请求补正书", "received_on": "2026-01-12", "details": {}}],
}
REEXAMINATION_FEE: Facts = {
    "papers": [
        {
            "kind": "复审请求书",
            "received_on": "2025-12-20",
            "details": {"decision_received_on": "2025-10-10"},
        }
    ],
    "events": [],
    "fees": [fee("复审费", 1000, "2026-01-05")],
}
GRANTED = paper("无效宣告请求书", patent_status="granted")
COPIES = paper("无效宣告请求书", copies=2, electronic=False)
INTENT = paper("无效宣告请求书", true_intent=True)
TRANSLATED = paper(
    "无效宣告请求书",
    "2026-01-05",
    evidence=[{"number": "证据1", "language": "en", "translation_submitted_on": "2026-01-20"}],
)
AGENCIES = paper("无效宣告请求书", requester_agency_code="11000", patentee_agency_code="12000")
AMENDED = paper("无效宣告程序修改文件", parts=["权利要求书"])
GROUNDS = paper("无效宣告请求书", grounds=["法22.2"])
CHANGE_BY: Facts = {
    **paper("change_request", filed_by="agency", changes=[{"item": "inventor"}]),
    "agency": {"name": "甲代理有限公司"},
}
RENAMED = paper(
    "change_request",
    changes=[
        {
            "item": "申请人",
            "reason": "更名",
            "after": [{"名称": "乙公司", "统一社会信用代码": "91110000100000000X"}],
        }
    ],
)
FOREIGNER: Facts = {
    **paper(
        "change_request",
        new_agency="乙代理有限公司",
        changes=[{"item": "agency", "reason": "resignation"}],
    ),
    "applicants": [{"name": "A Inc.", "nationality": "US"}],
}
EVIDENCE: Facts = {
    "papers": [
        {"kind": "change_request", "details": {}},
        {
            "kind": "change_evidence",
            "details": {"application_numbers": ["202411792145.X"], "original": True},
        },
    ],
    "events": [],
}
DEPOSITED: Facts = {
    "filing_date": "2025-09-01",
    "biological_deposits": [{"number": "CGMCC No.1234"}],
    "papers": [
        {
            "kind": "保藏及存活证明",
            "received_on": "2025-12-01",
            "details": {"number": "CGMCC No.1234"},
        }
    ],
    "events": [],
}
AMENDED_EARLY: Facts = {
    "filing_date": "2025-01-06",
    "papers": [{"kind": "主动修改", "received_on": "2025-11-03", "details": {}}],
    "events": [
        {
            "kind": "进入实质审查阶段通知书",
            "occurred_on": "2025-09-01",
            "details": {"service": "电子"},
        }
    ],
}
AMENDED_MODEL: Facts = {
    "filing_date": "2025-10-09",
    "papers": [{"kind": "主动修改", "received_on": "2025-12-01", "details": {}}],
    "events": [],
}
REPORTED: Facts = {
    **paper("专利权评价报告请求书", "2026-01-05", requester="被控侵权人", proof=["律师函"]),
}

LONG: Facts = {
    "declared_description_pages": 45,
    "fees": [*FEE_PAID["fees"], fee("说明书附加费", 750, "2026-03-02")],
}
REQUESTED: Facts = {
    **paper("实质审查请求书", "2025-10-09"),
    "filing_date": "2023-01-05",
    "substantive_examination_requested": False,
}
LATE_REEXAMINATION = paper(
    "恢复权利请求书", missed_term="复审", term_due_on="2026-01-05", due_on="2026-03-05"
)

_D = "/papers/0/details/"
ROWS = (
    Row("fees.pages-unpaid", "CN-FEE-003", LONG, "/fees/2", fee("其他", 750, "2026-03-02"), INVENTION, "/fees"),
    Row("examination.requested-late", "CN-EXM-001", REQUESTED, "/papers/0/received_on", "2026-02-05", INVENTION),
    Row("reexamination.term-from-notice", "CN-REX-009", LATE_REEXAMINATION, _D + "due_on", "2026-05-06", TECHNICAL),
    Row("fees.too-little", "CN-FEE-017", FEE_PAID, "/fees/0/amount", 800, INVENTION),
    Row("fees.wrong-number", "CN-FEE-005", REMITTED, "/fees/0/details/application_number", "202411792145.1", INVENTION),
    Row("fees.no-reduction-record", "CN-FEE-012", REDUCED, "/fee_reduction_record", "", TECHNICAL),
    Row("fees.reexamination-late", "CN-FEE-007", REEXAMINED, "/fees/0/paid_on", "2026-02-20", INVENTION),
    Row("fees.extension-late", "CN-FEE-009", EXTENDED, "/fees/0/paid_on", "2026-02-06", TECHNICAL),
    Row("fees.restoration-late", "CN-FEE-010", RESTORED, "/fees/0/paid_on", "2026-02-27", INVENTION),
    Row("fees.registration-late", "CN-FEE-014", REGISTERED, "/fees/0/paid_on", "2026-02-06", INVENTION),
    Row("fees.refund-by-another", "CN-FEE-015", REFUND, _D + "requester", "乙", TECHNICAL),
    Row("fees.refund-after-four-years", "CN-FEE-015", REFUND, _D + "paid_on", "2022-01-05", TECHNICAL, "/papers/0"),
    Row("fees.report-late", "CN-FEE-008", EVALUATED, "/fees/0/paid_on", "2026-02-24", MODEL),
    Row("examination.deferred-model", "CN-EXM-003", DEFERRED, _D + "years", 2, MODEL, "/papers/0"),
    Row("examination.priority-and-double", "CN-EXM-004", PRIORITISED, "/priority_examination_requested", True, INVENTION),
    Row("examination.no-references", "CN-EXM-005", REFERENCES, _D + "reference_material", False, INVENTION),
    Row("grace.proof-unsealed", "CN-GRC-004", PROOF, _D + "sealed", False, TECHNICAL),
    Row("grace.proof-without-place", "CN-GRC-004", PROOF, _D + "shows", ["日期", "名称", "形式", "内容"], TECHNICAL),
    Row("secrecy.not-requested", "CN-SEC-001", ABROAD, "/papers", [], TECHNICAL, "/events/0"),
    Row("secrecy.requested-later", "CN-SEC-001", ABROAD, "/papers/0/received_on", "2026-02-25", TECHNICAL, "/events/0"),
    Row("secrecy.in-english", "CN-SEC-002", SECRECY, _D + "language", "en", TECHNICAL),
    Row("secrecy.no-description", "CN-SEC-002", SECRECY, _D + "technical_description", False, TECHNICAL),
    Row("licence.half-of-sales", "CN-OLC-002", LICENCE, _D + "share_of_sales", 0.5),
    Row("licence.exclusive", "CN-OLC-003", LICENCE, _D + "exclusive_licence", True),
    Row("compensation.two-drugs", "CN-PTE-002", DRUG, _D + "drugs", ["甲药", "乙药"]),
    Row("compensation.drug-late", "CN-PTE-002", DRUG, "/papers/0/received_on", "2026-02-10"),
    Row("terms.holiday", "CN-DDL-002", COUNTED, "/events/0/details/due_on", "2025-10-01", TECHNICAL),
    Row("terms.fifteen-days-added", "CN-DDL-003", SERVED, "/events/0/details/served_on", "2026-02-17", TECHNICAL),
    Row("terms.four-months", "CN-DDL-005", SERVED, "/events/0/details/months", 4, TECHNICAL),
    Row("terms.incorporation-restored", "CN-DDL-010", MISSED, _D + "missed_term", "援引加入", TECHNICAL),
    Row("resources.no-source", "CN-GEN-001", RESOURCES, _D + "direct_source", "", INVENTION),
    Row("resources.not-stated", "CN-GEN-001", RESOURCES, "/relies_on_genetic_resources", False, INVENTION),
    Row("correction.claims-too", "CN-AMD-003", TITLE_ONLY, _D + "parts", ["发明名称", "权利要求书"], TECHNICAL),
    Row("power.two-agencies", "CN-AGT-003", TWO_AGENCIES, "/papers/1/details/agency", "乙代理有限公司", TECHNICAL, "/papers"),
    Row("reexamination.more-claims", "CN-REX-006", REEXAMINATION, _D + "amended_claim_count", 12, TECHNICAL),
    Row("reexamination.unlimited-power", "CN-REX-007", REEXAMINATION_POWER, _D + "scope", "办理全部专利事务", TECHNICAL),
    Row("reexamination.answered-late", "CN-REX-008", REEXAMINATION_NOTICE, "/papers/0/received_on", "2026-01-22", TECHNICAL, "/events/0"),
    Row("reexamination.paid-late", "CN-REX-005", REEXAMINATION_FEE, "/fees/0/paid_on", "2026-01-13", TECHNICAL),
    Row("invalidation.not-granted", "CN-INV-001", GRANTED, _D + "patent_status", "not_granted"),
    Row("invalidation.one-copy", "CN-INV-008", COPIES, _D + "copies", 1),
    Row("invalidation.in-anothers-name", "CN-INV-011", INTENT, _D + "true_intent", False),
    Row("invalidation.translated-late", "CN-INV-013", TRANSLATED, _D + "evidence/0/translation_submitted_on", "2026-02-20"),
    Row("invalidation.one-agency", "CN-INV-015", AGENCIES, _D + "patentee_agency_code", "11000", against="/papers/0"),
    Row("invalidation.description-amended", "CN-INV-017", AMENDED, _D + "parts", ["权利要求书", "说明书"]),
    Row("invalidation.ground-of-designs", "CN-INV-018", GROUNDS, _D + "grounds", ["法22.2", "法23.2"], TECHNICAL),
    Row("changes.in-person", "CN-BIB-003", CHANGE_BY, _D + "filed_by", "申请人", TECHNICAL),
    Row("changes.no-identifier", "CN-BIB-004", RENAMED, _D + "changes/0/after/0/统一社会信用代码", "", TECHNICAL),
    Row("changes.no-agency", "CN-BIB-008", FOREIGNER, _D + "new_agency", None, TECHNICAL, "/papers/0"),
    Row("changes.evidence-copied", "CN-BIB-009", EVIDENCE, "/papers/1/details/original", False, TECHNICAL),
    Row("changes.evidence-without-number", "CN-BIB-009", EVIDENCE, "/papers/1/details/application_numbers", [], TECHNICAL),
    Row("deposit.certificate-late", "CN-BIO-002", DEPOSITED, "/papers/0/received_on", "2026-02-02", INVENTION, "/papers"),
    Row("amendment.five-months-late", "CN-AMD-001", AMENDED_EARLY, "/papers/0/received_on", "2026-02-03", INVENTION),
    Row("amendment.model-late", "CN-AMD-002", AMENDED_MODEL, "/papers/0/received_on", "2026-02-10", MODEL),
    Row("report.no-proof", "CN-EVR-002", REPORTED, _D + "proof", [], MODEL),
)  # fmt: skip

for _row in ROWS:
    BOOK.add(_row.kind, _row.code, stated(_row))
