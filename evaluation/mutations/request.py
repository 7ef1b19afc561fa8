"""Defects of numbers, priorities and divisional data in the request form."""

from __future__ import annotations

from typing import Any

from evaluation.mutations.editing import Draft, Field
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
kind = BOOK.kind


def _number(value: str) -> Spoil:
    def spoil(draft: Draft) -> Field:
        draft.require(draft.kind == "invention")
        return draft.set("/application_number", value)

    return spoil


BOOK.add("number.wrong-check-digit", "CN-IDN-001", _number("202610123456.1"))
BOOK.add("number.impossible-kind", "CN-IDN-002", _number("202670123456.2"))
BOOK.add("number.too-short", "CN-IDN-002", _number("20261012345.1"))


def with_priority(draft: Draft, office: str, number: str, day: str) -> None:
    """A priority within its term: clean."""
    draft.require(draft.request)
    draft.request["priorities"] = [
        {"office": office, "application_number": number, "filing_date": day}
    ]


_TERMS = (
    ("priority.foreign-thirteen-months", "CN-PRI-001", "invention", "US", "2025-01-20"),
    ("priority.foreign-two-years", "CN-PRI-001", "utility_model", "US", "2024-02-01"),
    ("priority.design-seven-months", "CN-PRI-002", "design", "US", "2025-07-20"),
    ("priority.domestic-thirteen-months", "CN-PRI-003", "invention", "CN", "2025-01-20"),
    ("priority.domestic-late-utility-model", "CN-PRI-003", "utility_model", "CN", "2024-05-06"),
    ("priority.restorable", "CN-PRI-004", "invention", "US", "2025-02-10"),
    ("priority.after-filing", "CN-PRI-018", "invention", "US", "2026-03-20"),
    ("priority.after-filing-utility-model", "CN-PRI-018", "utility_model", "US", "2027-01-05"),
)
_NUMBERS = {"US": "63/000001", "CN": "202510123456.5"}


def _late(form: str, office: str, day: str) -> Spoil:
    def spoil(draft: Draft) -> Field:
        draft.require(draft.kind == form)
        clean = "2025-12-05"
        with_priority(draft, office, _NUMBERS[office], clean)
        draft.request.setdefault("papers", [])
        draft.baseline()
        draft.set("/priorities/0/filing_date", day)
        return Field("/priorities/0")

    return spoil


for _kind, _code, _form, _office, _day in _TERMS:
    BOOK.add(_kind, _code, _late(_form, _office, _day))


def _incomplete(path: str) -> Spoil:
    def spoil(draft: Draft) -> Places:
        draft.require(draft.kind != "design")
        with_priority(draft, "US", "63/000001", "2025-12-05")
        draft.baseline()
        return draft.unset(path)

    return spoil


BOOK.add("priority.no-number", "CN-PRI-006", _incomplete("/priorities/0/application_number"))
BOOK.add("priority.no-date", "CN-PRI-006", _incomplete("/priorities/0/filing_date"))
BOOK.add("priority.no-office", "CN-PRI-006", _incomplete("/priorities/0/office"))


@kind("priority.domestic", "CN-PRI-012")
def _domestic(draft: Draft) -> Field:
    draft.require(draft.kind == "invention")
    with_priority(draft, "CN", _NUMBERS["CN"], "2025-12-05")
    return Field("/priorities/0")


PARENT: dict[str, Any] = {
    "application_number": "202410123456.0",
    "filing_date": "2024-02-05",
    "submission_date": "2026-03-02",
}


def with_parent(draft: Draft) -> None:
    """A divisional application: clean."""
    draft.require(draft.kind == "invention")
    draft.request["parent"] = dict(PARENT)


@kind("divisional.no-parent-number", "CN-DIV-001")
def _no_parent_number(draft: Draft) -> Field:
    with_parent(draft)
    draft.baseline()
    return draft.set("/parent/application_number", "")


@kind("divisional.no-parent-date", "CN-DIV-001")
def _no_parent_date(draft: Draft) -> Field:
    with_parent(draft)
    draft.baseline()
    return draft.unset("/parent/filing_date")


@kind("divisional.other-kind", "CN-ACC-008")
def _other_kind(draft: Draft) -> tuple[Field, ...]:
    with_parent(draft)
    draft.baseline()
    return draft.set("/parent/application_number", "202420123456.6"), Field("/parent")


@kind("divisional.wrong-check-digit", "CN-IDN-001")
def _wrong_parent(draft: Draft) -> Field:
    with_parent(draft)
    draft.baseline()
    return draft.set("/parent/application_number", "202410123456.3")


def _international(number: str) -> Spoil:
    def spoil(draft: Draft) -> Field:
        draft.require(draft.kind == "invention")
        draft.request["pct"] = {
            "application_number": "PCT/US2024/012345",
            "filing_date": "2024-09-03",
            "national_phase_entry_date": "2026-03-02",
        }
        draft.baseline()
        return draft.set("/pct/application_number", number)

    return spoil


BOOK.add("international.dashes", "CN-IDN-006", _international("PCT-US24-12345"))
BOOK.add("international.short", "CN-IDN-006", _international("PCT/US2024/123"))
