"""Good samples are quiet; defective ones show what samples/README.md promises."""

from __future__ import annotations

from datetime import date

import pytest

from samples.build import HERE
from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from shared.formats import read_path

EXPECTED = {
    "invention-defective": {
        "CN-ABS-002", "CN-ABS-003", "CN-ABS-006", "CN-ABS-008", "CN-CLM-002", "CN-CLM-004",
        "CN-CLM-006", "CN-CLM-007", "CN-CLM-008", "CN-CLM-009", "CN-CLM-018", "CN-CLM-020",
        "CN-CLM-022", "CN-CLM-023", "CN-CLM-024", "CN-CLM-025", "CN-CLM-027", "CN-CLM-039",
        "CN-DRW-001", "CN-DSC-002", "CN-DSC-008", "CN-DSC-012", "CN-DSC-016", "CN-DSC-029",
        "CN-IDN-004", "CN-REQ-008", "CN-REQ-010",
    },
    "utility-model-defective": {
        "CN-ABS-003", "CN-ACC-002", "CN-CLM-003", "CN-CLM-006", "CN-CLM-011", "CN-CLM-020",
        "CN-CLM-029", "CN-DSC-022", "CN-REQ-005", "CN-REQ-013",
    },
    "design-defective": {"CN-ACC-003"},
}  # fmt: skip


def codes(name: str) -> set[str]:
    case_file = read_path(HERE / "applications" / name).case_file
    book = rule_book()
    result = check(case_file, book, choose_profile(case_file, as_of=date(2026, 3, 2)))
    return {finding.code for finding in result.findings}


@pytest.mark.parametrize(
    "name", ["invention-good", "invention-chemistry", "utility-model-good", "design-good"]
)
def test_good_samples_are_quiet(name: str) -> None:
    assert codes(name) == set()


@pytest.mark.parametrize("name", EXPECTED)
def test_defects_are_found(name: str) -> None:
    assert EXPECTED[name] - codes(name) == set()
