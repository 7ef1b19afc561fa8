"""Defects of inventors, applicants, contact person and agency in the request form."""

from __future__ import annotations

from typing import Any

from evaluation.mutations.editing import Draft, Field
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
kind = BOOK.kind

_INVENTOR_NAMES = (
    ("inventor.team", "CN-REQ-010", "储能课题组"),
    ("inventor.company", "CN-REQ-010", "某某科技有限公司"),
    ("inventor.machine", "CN-REQ-010", "人工智能程序"),
    ("inventor.and-others", "CN-REQ-013", "何田等"),
    ("inventor.digit", "CN-REQ-013", "何田2"),
    ("inventor.star", "CN-REQ-013", "何*田"),
    ("inventor.secret", "CN-REQ-014", "何田（保密）"),
    ("inventor.doctor", "CN-REQ-020", "何田博士"),
    ("inventor.professor", "CN-REQ-020", "何田教授"),
)


def _inventor(name: str) -> Spoil:
    def spoil(draft: Draft) -> Field:
        draft.require(draft.request.get("inventors"))
        return draft.set("/inventors/0/name", name)

    return spoil


for _kind, _code, _name in _INVENTOR_NAMES:
    BOOK.add(_kind, _code, _inventor(_name))


def _foreign_inventor(name: str) -> Spoil:
    def spoil(draft: Draft) -> Field:
        draft.require(draft.request.get("inventors"))
        draft.request["inventors"].append(
            {"name": "迈克·琼斯", "original_name": "Mike Jones", "nationality": "US"}
        )
        draft.baseline()
        return draft.set(f"/inventors/{len(draft.request['inventors']) - 1}/name", name)

    return spoil


BOOK.add("inventor.dot-of-letters", "CN-REQ-015", _foreign_inventor("M.琼斯"))
BOOK.add("inventor.foreign-doctor", "CN-REQ-020", _foreign_inventor("迈克·琼斯博士"))


@kind("inventor.no-identity-number", "CN-REQ-011")
def _no_identity(draft: Draft) -> Field:
    last = len(draft.request.get("inventors", [])) - 1
    draft.require(last >= 0)
    return draft.unset(f"/inventors/{last}/identifier")


def _without(path: str) -> Spoil:
    def spoil(draft: Draft) -> Field:
        return draft.unset(path)

    return spoil


BOOK.add("applicant.no-postcode", "CN-REQ-016", _without("/applicants/0/address/postcode"))
BOOK.add("applicant.no-code", "CN-REQ-016", _without("/applicants/0/identifier"))
BOOK.add("applicant.no-address", "CN-ACC-005", _without("/applicants/0/address"))
BOOK.add("contact.absent", "CN-REQ-021", _without("/contact_person"))
BOOK.add("contact.no-phone", "CN-REQ-022", _without("/contact_person/phone"))
BOOK.add("contact.no-postcode", "CN-REQ-022", _without("/contact_person/address/postcode"))


@kind("applicant.empty-name", "CN-ACC-005")
def _empty_name(draft: Draft) -> Field:
    return draft.set("/applicants/0/name", "")


@kind("contact.two-persons", "CN-REQ-022")
def _two_contacts(draft: Draft) -> Field:
    draft.require("contact_person" in draft.request)
    return draft.set("/contact_person/name", "李明、王芳")


@kind("applicant.code-wrong-check-digit", "CN-IDN-004")
def _wrong_code(draft: Draft) -> Field:
    code = str(draft.request.get("applicants", [{}])[0].get("identifier", ""))
    draft.require(len(code) == 18)
    other = "1" if code[-1] != "1" else "2"
    return draft.set("/applicants/0/identifier", code[:-1] + other)


@kind("applicant.code-digits-exchanged", "CN-IDN-004")
def _exchanged_code(draft: Draft) -> Field:
    code = str(draft.request.get("applicants", [{}])[0].get("identifier", ""))
    draft.require(len(code) == 18)
    at = next(i for i in range(2, 16) if code[i] != code[i + 1])
    exchanged = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    return draft.set("/applicants/0/identifier", exchanged)


@kind("applicant.code-short", "CN-IDN-004")
def _short_code(draft: Draft) -> Field:
    code = str(draft.request.get("applicants", [{}])[0].get("identifier", ""))
    draft.require(len(code) == 18)
    return draft.set("/applicants/0/identifier", code[:-2])


@kind("inventor.identity-wrong-check-digit", "CN-IDN-005")
def _wrong_identity(draft: Draft) -> Field:
    number = str(draft.request.get("inventors", [{}])[0].get("identifier", ""))
    draft.require(len(number) == 18)
    other = "1" if number[-1] != "1" else "2"
    return draft.set("/inventors/0/identifier", number[:-1] + other)


@kind("inventor.identity-impossible-date", "CN-IDN-005")
def _impossible_date(draft: Draft) -> Field:
    number = str(draft.request.get("inventors", [{}])[0].get("identifier", ""))
    draft.require(len(number) == 18)
    return draft.set("/inventors/0/identifier", number[:10] + "1341" + number[14:])


FOREIGN: dict[str, Any] = {
    "name": "ACME Corporation",
    "party_type": "企业",
    "nationality": "US",
    "address": {"country": "US", "text": "1 Example Street, Springfield"},
    "representative": True,
}
AGENCY: dict[str, Any] = {
    "name": "示例专利代理有限公司",
    "code": "11999",
    "attorneys": [{"name": "赵敏", "licence_number": "1199912345.6", "phone": "010-00000000"}],
}


def with_agency(draft: Draft) -> None:
    """A representative: clean."""
    draft.require(draft.request)
    draft.request["agency"] = {**AGENCY, "attorneys": [dict(AGENCY["attorneys"][0])]}
    draft.set("/signed_by", AGENCY["name"])
    paper = {"kind": "专利代理委托书", "form_code": "100007", "received_on": "2026-03-02"}
    draft.request.setdefault("papers", []).append(paper)


def with_foreign_applicant(draft: Draft) -> None:
    """A foreign applicant with a representative: clean."""
    with_agency(draft)
    draft.set("/applicants/0", {**FOREIGN, "address": dict(FOREIGN["address"])})


@kind("applicant.foreign-without-agency", "CN-ACC-007")
def _foreign_without_agency(draft: Draft) -> tuple[Field, ...]:
    with_foreign_applicant(draft)
    draft.baseline()
    draft.unset("/agency")
    return (Field("/applicants/0"),)


@kind("applicant.foreign-without-country", "CN-REQ-018")
def _foreign_without_country(draft: Draft) -> Field:
    with_foreign_applicant(draft)
    draft.baseline()
    return draft.unset("/applicants/0/nationality")


def _agency(path: str, value: object) -> Spoil:
    def spoil(draft: Draft) -> Places:
        with_agency(draft)
        draft.baseline()
        return draft.unset(path) if value is None else draft.set(path, value)

    return spoil


BOOK.add("agency.no-code", "CN-REQ-024", _agency("/agency/code", None))
BOOK.add("agency.no-name", "CN-REQ-024", _agency("/agency/name", ""))
BOOK.add("agency.code-with-letter", "CN-REQ-025", _agency("/agency/code", "1199A"))
BOOK.add("agency.code-short", "CN-REQ-025", _agency("/agency/code", "1199"))
BOOK.add("agency.no-licence", "CN-REQ-027", _agency("/agency/attorneys/0/licence_number", None))
BOOK.add("agency.no-attorney-phone", "CN-REQ-027", _agency("/agency/attorneys/0/phone", None))


@kind("agency.three-attorneys", "CN-REQ-026")
def _three_attorneys(draft: Draft) -> Field:
    with_agency(draft)
    draft.baseline()
    names = ("赵敏", "孙立", "周宁")
    entries = [{**AGENCY["attorneys"][0], "name": name} for name in names]
    return draft.set("/agency/attorneys", entries)
