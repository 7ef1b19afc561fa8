"""Defects of stated facts that stand in several dates, papers or parts of the request form.

Clean facts are stated beside the request form as an office's case system hands them over.
"""

from __future__ import annotations

from evaluation.mutations.claim_set import describe
from evaluation.mutations.editing import Draft, Field
from evaluation.mutations.mutator import Book, Places
from evaluation.mutations.national_phase import entry, published, statement
from evaluation.mutations.procedure import FILED, TECHNICAL, Facts, Row, fee, stated
from evaluation.mutations.proceedings import paper

BOOK = Book()

INVENTION = ("invention",)
MODEL = ("utility_model",)
DESIGN = ("design",)
COMPANY = {"applicants": [{"name": "甲公司", "party_type": "企业", "nationality": "中国"}]}
NUMBER = "202411792145.X"
US_PRIORITY = {"office": "US", "application_number": "18/123456", "filing_date": "2025-03-05"}
_FREE_CLAIMS = 10


def later(*papers: Facts, **members: object) -> Facts:
    """Papers filed after the application."""
    return {"papers": list(papers), "events": [], **members}


def change(**details: object) -> Facts:
    """A request for the change of bibliographic data."""
    return {"kind": "change_request", "received_on": "2025-07-10", "details": details}


IDENTIFIED = {
    **paper("意见陈述书", "2026-02-20", identification={"application_numbers": [NUMBER]}),
    "filing_date": "2024-12-06",
    "application_number": NUMBER,
}
LISTED: Facts = {
    "file_list": [
        {"name": "权利要求书"},
        {"name": "说明书"},
        {"name": "说明书附图", "pages": 2},
        {"name": "说明书摘要"},
    ],
    **FILED,
}
SCOPE = paper("补正书", scope_before="whole", scope_after="whole")
INVENTOR: Facts = {
    **COMPANY,
    "events": [
        {"kind": "受理通知书", "occurred_on": "2025-06-10", "details": {"service": "electronic"}}
    ],
    "papers": [
        change(
            changes=[
                {
                    "item": "发明人",
                    "reason": "漏填",
                    "before": [{"name": "张三"}],
                    "after": [{"name": "张三"}, {"name": "李四"}],
                }
            ]
        ),
        {
            "kind": "change_evidence",
            "details": {"signed_by": ["甲公司", "张三", "李四"], "declares_inventorship": True},
        },
    ],
}
TRANSFERRED: Facts = {
    **later(
        change(
            fee_reduction_held=True,
            fee_reduction_requested=True,
            contact_kept=True,
            new_agency="甲代理有限公司",
            changes=[
                {
                    "item": "applicant",
                    "before": [{"name": "甲公司"}],
                    "after": [{"name": "乙公司"}],
                }
            ],
        )
    ),
    "agency": {"name": "甲代理有限公司"},
}
EARLY_DEPOSIT: Facts = {
    **FILED,
    "priorities": [{"office": "CN", "filing_date": "2025-03-05"}],
    "biological_deposits": [{"deposited_on": "2025-02-20"}],
}
ENTERED = later(
    {
        "kind": "补正书",
        "received_on": "2026-03-03",
        "details": {"entered_system_on": "2026-03-03"},
    }
)
DIVIDED: Facts = {
    "filing_date": "2022-12-06",
    "parent": {
        "application_number": "202211792145.1",
        "filing_date": "2022-12-06",
        "submission_date": "2026-01-20",
    },
    "substantive_examination_requested": True,
    "events": [],
}
GRANTED_MODEL: Facts = {
    "events": [{"kind": "授权公告", "occurred_on": "2025-10-10"}],
    "papers": [
        {
            "kind": "专利权评价报告请求书",
            "received_on": "2026-01-05",
            "details": {"requester": "专利权人"},
        }
    ],
}
EXAMINED: Facts = {
    "filing_date": "2022-10-10",
    "fees": [fee("实质审查费", 2500, "2025-09-20")],
}
EXAMINED_WITH_PRIORITY: Facts = {
    "filing_date": "2023-05-10",
    "priorities": [{"office": "US", "filing_date": "2022-10-10"}],
    "fees": [fee("实质审查费", 2500, "2025-09-20")],
}
SURCHARGE: Facts = {
    "filing_date": "2020-06-03",
    "fees": [
        fee("年费", 1200, "2025-08-20", patent_year=6, full_amount=1200),
        fee("滞纳金", 120, "2025-08-20", patent_year=6),
    ],
}
EXHIBITED: Facts = {
    **paper("grace_period_proof", "2026-03-20", category="exhibition"),
    "grace_period": [{"category": "exhibition"}],
}
LEAKED: Facts = {
    **paper("grace_period_declaration", "2026-02-10", category="leak", known_on="2025-12-20"),
    "filing_date": "2025-12-10",
    "grace_period": [],
}
OLD_NUMBER: Facts = {"filing_date": "1985-04-02", "application_number": "85100001.0"}
HOME: Facts = {
    "priorities": [{"office": "CN", "application_number": NUMBER, "filing_date": "2025-03-05"}]
}
CONFLICT = paper(
    "无效宣告请求书",
    requesters=[{"name": "甲公司", "prior_right_holder": True}],
    grounds=[{"provision": "法23.3", "evidence": ["证据1"]}],
    evidence=[{"number": "证据1", "proves_conflict": True}],
)
DECIDED: Facts = {
    "events": [
        {
            "kind": "无效宣告请求审查决定",
            "occurred_on": "2025-03-04",
            "details": {
                "grounds": [
                    {"provision": "法22.3", "claims": ["权利要求1"], "evidence": ["证据1"]}
                ],
                "evidence": [{"number": "证据1", "name": "CN1234567A"}],
            },
        }
    ],
    "papers": [
        {
            "kind": "无效宣告请求书",
            "details": {
                "grounds": [
                    {"provision": "法22.3", "claims": ["权利要求1"], "evidence": ["证据2"]}
                ],
                "evidence": [{"number": "证据2", "name": "CN7654321A"}],
            },
        }
    ],
}
POWERS = later(
    {"kind": "无效宣告请求书", "details": {"patentee_agency_code": "44200"}},
    {
        "kind": "无效宣告程序授权委托书",
        "details": {"side": "专利权人", "scope": "仅限于办理无效宣告程序有关事务"},
    },
)
ENTRY_FEES = entry(
    statement(), fees=[fee("申请费", 900, "2026-03-02"), fee("公布印刷费", 50, "2026-03-02")]
)
DEPOSIT_ABROAD = entry(
    published(deposit=True),
    statement(deposit_place="说明书第5页第3行"),
    {"kind": "deposit_certificate", "received_on": "2026-03-02", "details": {}},
    {"kind": "viability_certificate", "received_on": "2026-03-02", "details": {}},
)
RECEIVED_HERE = entry(
    statement(),
    pct={
        "application_number": "PCT/CN2023/100001",
        "filing_date": "2023-09-01",
        "national_phase_entry_date": "2026-03-02",
    },
    international_searching_authority="ISA/CN",
    fees=[fee("公布印刷费", 50, "2026-03-02")],
)
DESIGN_COPY: Facts = {
    **later({"kind": "priority_copy", "received_on": "2026-01-15", "details": {}}),
    "filing_date": "2025-10-15",
    "priorities": [
        {"office": "US", "application_number": "29/123456", "filing_date": "2025-06-02"}
    ],
}
DESIGN_PRIORITY: Facts = {
    "filing_date": "2026-02-13",
    "priorities": [
        {"office": "CN", "application_number": "202530000001.0", "filing_date": "2025-10-09"}
    ],
}
PRIORITY_CORRECTED: Facts = {
    **paper("priority_change_request", "2026-01-20", action="correct"),
    "filing_date": "2025-09-15",
    "priorities": [
        {"office": "US", "application_number": "18/111111", "filing_date": "2024-10-08"}
    ],
}
COMPENSATED = paper("专利权期限补偿请求书", "2025-12-10", granted_on="2025-10-10")
CHOSEN: Facts = {"applicants": [{"name": "张三"}, {"name": "李四"}], "representative": "李四"}
ABROAD: Facts = {
    "applicants": [
        {
            "name": "示例公司",
            "nationality": "US",
            "address": {"country": "US", "text": "纽约第五大道1号（1 5th Ave, New York, NY）"},
        }
    ]
}
TWINS: Facts = {
    "filing_date": "2026-01-05",
    "twin_application": {"application_number": "2026200000001", "declared": True},
    "same_day_application_declared": True,
}
EMPOWERED: Facts = {
    **paper("专利代理委托书", applicants=["甲公司"], agency="甲代理有限公司"),
    **COMPANY,
    "agency": {"name": "甲代理有限公司"},
}
SECRET: Facts = {**FILED, "secrecy_requested": True, "filing_medium": "纸件"}
UNLIKE: Facts = {**FILED, "near_duplicates": []}
SUSPENDED: Facts = {
    **paper(
        "中止请求书",
        "2026-01-05",
        reason="权属纠纷",
        acceptance_document=True,
        document_number=NUMBER,
        rights_lost=False,
    ),
    "filing_date": "2024-12-06",
    "application_number": NUMBER,
}
WITHDRAWN: Facts = {
    **paper(
        "撤回专利申请声明", "2026-01-05", signed_by=["甲公司"], text="撤回本专利申请",
        application_number=NUMBER,
    ),
    **COMPANY,
    "filing_date": "2024-12-06",
    "application_number": NUMBER,
}  # fmt: skip
ELECTRONIC: Facts = {**paper("补正书", medium="electronic"), "filing_medium": "electronic"}
FORM: Facts = {
    "papers": [{"kind": "著录项目变更申报书", "form_code": "100016", "details": {}}],
    "events": [],
}
ONE_NUMBER = paper("补正书", application_numbers=[NUMBER])
CONTRACT = paper("转让证明", language="en", bibliographic_translation=True)
SAMPLE = paper("样品", length_cm=30, width_cm=30, height_cm=30, weight_kg=10)
SET: Facts = {
    "set_of_products": True,
    "set_items": [{"number": 1, "locarno": "26-05"}, {"number": 2, "locarno": "26-04"}],
}

_D = "/papers/0/details/"
_WANTED = f"{_D}grounds/0/provision"
ROWS = (
    Row("papers.two-numbers", "CN-ACC-010", IDENTIFIED, _D + "identification/application_numbers", [NUMBER, "202510000002.8"], TECHNICAL),
    Row("papers.list-lacks-claims", "CN-ACC-011", LISTED, "/file_list/0/name", "其他", ("invention",), "/file_list"),
    Row("amendment.whole-to-part", "CN-AMD-006", SCOPE, _D + "scope_after", "part", DESIGN),
    Row("changes.inventor-half-a-year-later", "CN-BIB-007", INVENTOR, "/papers/0/received_on", "2025-12-10", TECHNICAL),
    Row("changes.inventor-not-signed", "CN-BIB-007", INVENTOR, "/papers/1/details/signed_by", ["甲公司", "张三"], TECHNICAL),
    Row("changes.reduction-ends", "CN-BIB-010", TRANSFERRED, _D + "fee_reduction_requested", False, TECHNICAL, "/papers/0"),
    Row("changes.agency-ends", "CN-BIB-010", TRANSFERRED, _D + "new_agency", "", TECHNICAL, "/papers/0"),
    Row("deposit.after-priority", "CN-BIO-005", EARLY_DEPOSIT, "/biological_deposits/0/deposited_on", "2025-04-10", INVENTION),
    Row("terms.paper-a-day-early", "CN-DDL-011", ENTERED, "/papers/0/received_on", "2026-03-02", TECHNICAL),
    Row("divisional.examination-not-made-up", "CN-DIV-006", DIVIDED, "/substantive_examination_requested", False, INVENTION),
    Row("report.before-grant", "CN-EVR-001", GRANTED_MODEL, "/papers/0/received_on", "2025-09-05", MODEL, "/papers/0"),
    Row("fees.examination-late", "CN-FEE-006", EXAMINED, "/fees/0/paid_on", "2025-11-20", INVENTION),
    Row("fees.examination-late-from-priority", "CN-FEE-006", EXAMINED_WITH_PRIORITY, "/fees/0/paid_on", "2025-11-20", INVENTION),
    Row("fees.surcharge-too-small", "CN-FEE-013", SURCHARGE, "/fees/1/amount", 60, INVENTION),
    Row("fees.exempt-but-paid", "CN-FEE-016", RECEIVED_HERE, "/fees", [fee("公布印刷费", 50, "2026-03-02"), fee("申请费", 900, "2026-03-02")], INVENTION),
    Row("grace.exhibited-not-declared", "CN-GRC-002", EXHIBITED, "/grace_period", False, TECHNICAL),
    Row("grace.leak-declared-late", "CN-GRC-003", LEAKED, "/papers/0/received_on", "2026-03-02", TECHNICAL),
    Row("number.old-check-digit", "CN-IDN-003", OLD_NUMBER, "/application_number", "85100001.5", INVENTION),
    Row("priority.number-check-digit", "CN-IDN-007", HOME, "/priorities/0/application_number", "202411792145.1", TECHNICAL),
    Row("invalidation.conflict-unproved", "CN-INV-006", CONFLICT, _D + "evidence", [], DESIGN, _WANTED),
    Row("invalidation.the-same-again", "CN-INV-007", DECIDED, _D + "evidence/0/name", "CN1234567A", TECHNICAL, _WANTED),
    Row("invalidation.general-power", "CN-INV-014", POWERS, "/papers/1/details/scope", "办理全部专利事务", TECHNICAL, "/papers"),
    Row("entry.publication-fee-unpaid", "CN-PCT-004", ENTRY_FEES, "/fees/1/kind", "其他", INVENTION, "/fees"),
    Row("entry.deposit-place-unnamed", "CN-PCT-013", DEPOSIT_ABROAD, "/papers/1/details/deposit_place", "", INVENTION),
    Row("priority.design-copy-late", "CN-PRI-008", DESIGN_COPY, "/papers/0/received_on", "2026-02-16", DESIGN),
    Row("priority.from-a-model", "CN-PRI-013", DESIGN_PRIORITY, "/priorities/0/application_number", "202520000001.6", DESIGN),
    Row("priority.corrected-late", "CN-PRI-014", PRIORITY_CORRECTED, "/papers/0/received_on", "2026-02-26", TECHNICAL),
    Row("compensation.late", "CN-PTE-001", COMPENSATED, "/papers/0/received_on", "2026-02-10", INVENTION),
    Row("compensation.after-double-filing", "CN-PTE-001", COMPENSATED, _D + "same_day_utility_model", True, INVENTION),
    Row("applicant.no-treaty", "CN-REQ-019", {}, "/applicants/0/nationality", "ER", TECHNICAL),
    Row("applicants.foreign-representative", "CN-REQ-023", CHOSEN, "/representative", "赵六", TECHNICAL),
    Row("applicant.street-only", "CN-REQ-029", {}, "/applicants/0/address/text", "示例路", TECHNICAL),
    Row("applicant.at-a-university", "CN-REQ-030", {}, "/applicants/0/address/text", "某某大学", TECHNICAL),
    Row("applicant.foreign-address-in-chinese", "CN-REQ-032", ABROAD, "/applicants/0/address/text", "纽约第五大道1号", TECHNICAL),
    Row("request.twin-undeclared", "CN-REQ-034", TWINS, "/same_day_application_declared", False, TECHNICAL),
    Row("power.other-applicant", "CN-REQ-035", EMPOWERED, _D + "applicants", ["乙公司"], TECHNICAL),
    Row("request.secret-and-electronic", "CN-REQ-036", SECRET, "/filing_medium", "电子", TECHNICAL, "/secrecy_requested"),
    Row("request.near-duplicates", "CN-REQ-037", UNLIKE, "/near_duplicates", ["1", "2", "3"], TECHNICAL),
    Row("suspension.no-number", "CN-SUS-001", SUSPENDED, _D + "document_number", "", TECHNICAL),
    Row("withdrawal.conditional", "CN-WDR-001", WITHDRAWN, _D + "text", "若不授权则撤回", TECHNICAL),
    Row("papers.own-form", "CN-FMT-012", FORM, "/papers/0/form_code", None, TECHNICAL),
    Row("papers.for-two-applications", "CN-FMT-010", ONE_NUMBER, _D + "application_numbers", [NUMBER, "202510000002.8"], TECHNICAL),
    Row("papers.posted", "CN-FMT-013", ELECTRONIC, _D + "medium", "邮寄", TECHNICAL),
    Row("papers.not-translated", "CN-FMT-014", CONTRACT, _D + "bibliographic_translation", False, TECHNICAL),
    Row("design.heavy-sample", "CN-DSN-026", SAMPLE, _D + "weight_kg", 20, DESIGN),
    Row("design.set-of-two-classes", "CN-DSN-015", SET, "/set_items/1/locarno", "07-01", DESIGN),
)  # fmt: skip

for _row in ROWS:
    BOOK.add(_row.kind, _row.code, stated(_row))


@BOOK.kind("amendment.new-value", "CN-AMD-005")
def _new_value(draft: Draft) -> Places:
    title = draft.title.text
    draft.request.update(paper("主动修改", texts=[title]))
    draft.baseline()
    return draft.set(f"{_D}texts", [f"{title}，其工作温度为10～57℃"])


@BOOK.kind("inventors.one-identity", "CN-REQ-012")
def _one_identity(draft: Draft) -> Places:
    inventors = draft.request.get("inventors", [])
    draft.require(len(inventors) > 1)
    draft.set("/inventors/1/identifier", inventors[0]["identifier"])
    return Field("/inventors/1")


@BOOK.kind("deposit.other-number-in-form", "CN-BIO-003")
def _other_number(draft: Draft) -> Places:
    draft.require(draft.kind == "invention")
    draft.request.update(
        papers=[],
        events=[],
        biological_deposits=[
            {
                "taxonomic_name": "枯草芽孢杆菌 Bacillus subtilis",
                "depositary": "中国微生物菌种保藏管理委员会普通微生物中心",
                "address": "北京市朝阳区示例路1号",
                "deposited_on": "2025-02-20",
                "number": "CGMCC No.1234",
            }
        ],
    )
    described = describe(
        draft,
        "枯草芽孢杆菌（Bacillus subtilis）于2025年2月20日保藏于CGMCC，地址为北京市朝阳区示例路1号，"
        "保藏编号为CGMCC No.1234。",
    )
    draft.baseline()
    return draft.set("/biological_deposits/0/number", "CGMCC No.1243"), described


@BOOK.kind("fees.claims-unpaid", "CN-FEE-002")
def _claims_unpaid(draft: Draft) -> Places:
    draft.require(draft.kind == "invention")
    last = draft.claims[-1]
    count = len(draft.claims)
    draft.require(count < _FREE_CLAIMS)
    subject = draft.claims[0].text.partition("，")[0].removeprefix("一种")
    more = "".join(
        f'<claim id="cl{number:03}" num="{number}"><claim-text>根据权利要求1所述的{subject}，其特征在于，'
        f"所述部分的厚度为{number}mm。</claim-text></claim>"
        for number in range(count + 1, _FREE_CLAIMS + 3)
    )
    draft.splice(last.file, last.end, last.end, more)
    draft.request.update(declared_claim_count=_FREE_CLAIMS + 2)
    draft.request.update(
        fees=[fee("申请费", 900, "2026-03-02"), fee("权利要求附加费", 300, "2026-03-02")]
    )
    draft.baseline()
    draft.set("/fees/1/kind", "其他")
    return Field("/fees"), draft.whole(draft.claims[-1])


@BOOK.kind("entry.description-absent", "CN-PCT-005")
def _no_description(draft: Draft) -> Places:
    draft.require(draft.kind == "invention")
    draft.request.update(entry(published(language="en"), statement()))
    draft.baseline()
    draft.drop_file(draft.paper("description"))
    return None


@BOOK.kind("entry.abstract-absent", "CN-PCT-007")
def _no_abstract(draft: Draft) -> Places:
    draft.require(draft.kind == "invention")
    draft.request.update(entry(published(language="en"), statement()))
    draft.baseline()
    draft.drop_file(draft.paper("abstract"))
    return None


@BOOK.kind("priority.papers-may-be-incorporated", "CN-ACC-009")
def _incorporated(draft: Draft) -> Places:
    draft.require(draft.kind == "invention")
    draft.request.update(priorities=[dict(US_PRIORITY)])
    draft.baseline()
    draft.drop_file(draft.paper("claims"))
    return None
