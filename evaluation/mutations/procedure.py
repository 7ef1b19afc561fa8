"""Defects of the facts around an application: fees, papers, statements, agency and grace period.

Each row states clean facts beside the request form and one that spoils them.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from evaluation.mutations.editing import Draft, Field
from evaluation.mutations.mutator import Book, Places, Spoil
from evaluation.mutations.parties import with_agency

BOOK = Book()

Facts = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One defect in stated facts."""

    kind: str
    code: str
    clean: Facts
    """Members added to the request form."""
    pointer: str
    value: object
    """What is put there; ``None`` takes it out."""
    forms: tuple[str, ...] = ("invention",)
    against: str = ""
    """What the defect tells against, where a finding may as well point: JSON pointer."""


def fee(kind: str, amount: int, day: str, **details: object) -> Facts:
    """A fee paid."""
    return {"kind": kind, "amount": amount, "paid_on": day, "details": details}


FILED: Facts = {"papers": [], "events": []}
GRACE = {**FILED, "grace_period": [{"category": "exhibition", "disclosed_on": "2025-12-10"}]}
EXCESS = {"fees": [fee("权利要求附加费", 150, "2026-03-05", reduction_rate=0)]}
DEPOSIT = {
    **FILED,
    "biological_deposits": [
        {
            "taxonomic_name": "Bacillus subtilis",
            "depositary": "CGMCC",
            "address": "北京市朝阳区示例路1号",
            "deposited_on": "2026-01-15",
            "number": "CGMCC No.12345",
        }
    ],
}
TECHNICAL = ("invention", "utility_model")

ROWS = (
    Row("fees.claims-fee-reduced", "CN-FEE-011", EXCESS, "/fees/0/details/reduction_rate", 0.85),
    Row(
        "fees.paid-late",
        "CN-FEE-001",
        {"fees": [fee("申请费", 900, "2026-03-02"), fee("公布印刷费", 50, "2026-03-02")]},
        "/fees/0/paid_on",
        "2026-08-20",
    ),
    Row(
        "fees.paid-late-utility-model",
        "CN-FEE-001",
        {"fees": [fee("申请费", 500, "2026-03-02")]},
        "/fees/0/paid_on",
        "2026-09-21",
        ("utility_model",),
    ),
    Row(
        "fees.remittance-differs",
        "CN-FEE-004",
        {"fees": [fee("申请费", 900, "2026-03-02", remittance="A1", remittance_total=900)]},
        "/fees/0/details/remittance_total",
        1000,
    ),
    Row("grace.eight-months", "CN-GRC-001", GRACE, "/grace_period/0/disclosed_on", "2025-07-01"),
    Row(
        "grace.eight-months-design",
        "CN-GRC-001",
        GRACE,
        "/grace_period/0/disclosed_on",
        "2025-06-15",
        ("design",),
    ),
    Row(
        "examination.early-publication-utility-model",
        "CN-EXM-002",
        FILED,
        "/early_publication_requested",
        True,
        ("utility_model",),
    ),
    Row(
        "deposit.after-filing",
        "CN-BIO-001",
        DEPOSIT,
        "/biological_deposits/0/deposited_on",
        "2026-04-20",
    ),
    Row(
        "deposit.unknown-depositary",
        "CN-BIO-004",
        DEPOSIT,
        "/biological_deposits/0/depositary",
        "某大学菌种库",
    ),
    Row(
        "request.not-signed", "CN-REQ-033", FILED, "/signed_by", [], ("invention", "utility_model")
    ),
    Row("applicant.postcode-short", "CN-REQ-031", {}, "/applicants/0/address/postcode", "31000", TECHNICAL),
    Row("applicant.postcode-letters", "CN-REQ-031", {}, "/applicants/0/address/postcode", "3100AB", TECHNICAL),
    Row("applicant.abbreviated", "CN-REQ-017", {}, "/applicants/0/name", "清华", TECHNICAL),
    Row("applicant.agency", "CN-REQ-028", {}, "/applicants/0/name", "示例专利代理有限公司", TECHNICAL),
)  # fmt: skip


def stated(row: Row) -> Spoil:
    """State the clean facts, then spoil one of them."""

    def spoil(draft: Draft) -> Places:
        draft.require(draft.kind in row.forms)
        draft.request.update(copy.deepcopy(row.clean))
        draft.baseline()
        if row.value is None:
            return draft.unset(row.pointer)
        written = draft.set(row.pointer, copy.deepcopy(row.value))
        return (written, Field(row.against)) if row.against else written

    return spoil


for _row in ROWS:
    BOOK.add(_row.kind, _row.code, stated(_row))


def _power(member: str, value: object) -> Spoil:
    """Spoil a statement of the power of attorney."""

    def spoil(draft: Draft) -> Places:
        with_agency(draft)
        paper = draft.request["papers"][-1]
        paper["details"] = {
            "scope": "申请和审查程序",
            "agency": draft.request["agency"]["name"],
            "attorneys": [one["name"] for one in draft.request["agency"]["attorneys"]],
            "signed_by": [one["name"] for one in draft.request["applicants"]],
            "agency_sealed": True,
        }
        draft.baseline()
        place = f"/papers/{len(draft.request['papers']) - 1}"
        draft.set(f"{place}/details/{member}", value)
        return Field(f"{place}/details/{member}"), Field(place)

    return spoil


BOOK.add("power.other-attorney", "CN-AGT-001", _power("attorneys", ["钱七"]))
BOOK.add("power.no-scope", "CN-AGT-001", _power("scope", ""))
BOOK.add("power.other-agency", "CN-AGT-001", _power("agency", "另一专利代理有限公司"))
BOOK.add("power.not-signed", "CN-AGT-002", _power("signed_by", ["某某公司"]))
BOOK.add("power.not-sealed", "CN-AGT-002", _power("agency_sealed", False))
