"""The engine: versions, outcomes, suppressions, faults, ids and order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.formal_check.domain.abstention import NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, practice, rules
from services.formal_check.domain.engine import MAX_FINDINGS_PER_RULE, CheckResult, check
from services.formal_check.domain.findings import Draft, Drafts, absent, at, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule import Rule, Silence, rule, suppression
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.engines.case_builder import build_case
from shared.contracts.common import Message
from shared.contracts.formal_check import Outcome, RuleOutcome, Severity

AS_OF = date(2026, 3, 2)
CLAIMS = ["1. 一种水杯，包括杯体。", "2. 根据权利要求1所述的水杯，包括杯盖。"]


@rule(
    "CN-T-001",
    zh="不得有“杯”字",
    en="No cups",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[rules(22, 2)],
)
def cups(case: Case) -> Drafts:
    """Find cups."""
    for claim in case.claims:
        for index, character in enumerate(claim.unit.text):
            if character == "杯":
                yield at(claim.unit, index, index + 1, zh="有杯。", en="A cup.")


@rule(
    "CN-T-002",
    zh="出错的规则",
    en="A faulty rule",
    severity=Severity.ERROR,
    reads=[Input.CLAIMS],
    basis=[practice()],
)
def faulty(case: Case) -> Drafts:
    """Find something, then fail."""
    yield whole(case.claims[0].unit, zh="一。", en="One.")
    raise RuntimeError(f"secret {case.claims[0].unit.text}")


def run(declarations: list[object], **facts: object) -> CheckResult:
    case_file = build_case({"claims": CLAIMS, **facts}).case_file
    book = RuleBook(declarations)  # type: ignore[arg-type]
    return check(case_file, book, choose_profile(case_file, AS_OF))


def outcome(result: CheckResult, code: str) -> RuleOutcome:
    return next(each for each in result.outcomes if each.code == code)


def test_a_rule_that_raises_is_undecidable_and_the_others_report() -> None:
    result = run([faulty, cups])
    failed = outcome(result, "CN-T-002")
    assert failed.outcome is Outcome.UNDECIDABLE
    assert failed.internal_error is not None
    assert failed.internal_error.startswith("RuntimeError at test_engine.py:")
    assert "secret" not in failed.model_dump_json()
    assert {finding.code for finding in result.findings} == {"CN-T-001"}


def test_findings_come_in_order_with_ids_that_survive_edits_elsewhere() -> None:
    before = run([cups])
    places = [(f.location.unit, f.location.unit_start) for f in before.findings]
    assert places == sorted(places)
    assert len({finding.id for finding in before.findings}) == len(places)
    after = run([cups], claims=[CLAIMS[0].replace("一种", "一种全新的"), CLAIMS[1]])
    assert [f.id for f in after.findings] == [f.id for f in before.findings]


def test_the_version_in_force_is_cited() -> None:
    new = run([cups], filing_date=date(2024, 1, 20)).findings[0]
    old = run([cups], filing_date=date(2024, 1, 19)).findings[0]
    older = run([cups], filing_date=date(1999, 1, 1)).findings[0]
    assert [c.law for c in new.legal_basis] == ["实施细则(2023)"]
    assert [(c.law, c.article) for c in old.legal_basis] == [("实施细则(2010)", "19")]
    assert (new.basis_note, old.basis_note) == (None, None)
    assert older.basis_note is not None
    assert [c.law for c in older.legal_basis] == ["实施细则(2010)"]


def test_the_application_number_dates_papers_without_a_filing_date() -> None:
    built = build_case({"bibliographic": {"application_number": "201810392222.0"}})
    profile = choose_profile(built.case_file, AS_OF)
    assert (profile.governing_date, profile.governing_date_basis) == (
        date(2018, 12, 31),
        "application_number",
    )
    assert choose_profile(built.case_file, AS_OF, date(2020, 1, 1)).governing_date_basis == "stated"


def test_versions_must_not_overlap() -> None:
    assert isinstance(cups, Rule)
    with pytest.raises(ValueError, match="overlap"):
        RuleBook([cups, cups])


def test_suppressions_switch_off_rules_and_places_and_say_why() -> None:
    reason = Message(zh="不适用。", en="Not here.")

    @suppression(
        "CN-T-003",
        zh="关闭",
        en="Off",
        suppresses=["CN-T-001"],
        reads=[Input.CLAIMS],
        basis=[guidelines("2.2.3.3")],
    )
    def one_claim(case: Case) -> Iterator[Silence]:
        """Silence claim 2."""
        yield Silence(reason, unit=case.claims[1].unit.id)

    result = run([cups, one_claim])
    assert {f.location.unit for f in result.findings} == {"claims/1"}
    assert {s.location.unit for s in result.suppressed} == {"claims/2"}
    assert {s.suppressed_by for s in result.suppressed} == {"CN-T-003"}
    assert outcome(result, "CN-T-003").outcome is Outcome.PASS


def test_findings_before_an_abstention_are_kept() -> None:
    @rule(
        "CN-T-004",
        zh="部分检查",
        en="Checks a part",
        severity=Severity.WARNING,
        reads=[Input.CLAIMS],
        basis=[practice()],
    )
    def partly(case: Case) -> Drafts:
        """Find one, then lack a fact."""
        yield whole(case.claims[0].unit, zh="一。", en="One.")
        raise NotChecked("其余未检查。", "The rest was not checked.")

    result = run([partly])
    assert len(result.findings) == 1
    assert outcome(result, "CN-T-004").outcome is Outcome.FAIL
    assert outcome(result, "CN-T-004").reason is not None
    assert result.findings[0].basis_note is not None, "secondary sources are marked"


def test_one_rule_cannot_flood_the_report() -> None:
    result = run([cups], claims=["1. " + "杯" * 5000])
    assert len(result.findings) == MAX_FINDINGS_PER_RULE
    assert outcome(result, "CN-T-001").reason is not None


def test_findings_from_recognition_are_warnings_at_most() -> None:
    @rule(
        "CN-T-005",
        zh="识别",
        en="Recognised",
        severity=Severity.ERROR,
        reads=[Input.CLAIMS],
        basis=[practice()],
    )
    def recognised(case: Case) -> Drafts:
        """Rest on recognition."""
        message = Message(zh="识别。", en="Recognised.")
        yield Draft(message, case.claims[0].unit.locate(), from_recognition=True)

    finding = run([recognised]).findings[0]
    assert finding.severity is Severity.WARNING
    assert finding.from_recognition


def test_only_rules_that_read_the_edited_input_run() -> None:
    case_file = build_case({"claims": CLAIMS, "title": "装置"}).case_file
    profile = choose_profile(case_file, AS_OF)
    result = check(case_file, rule_book(), profile, changed=[Input.TITLE])
    codes = {each.code for each in result.outcomes}
    assert "CN-REQ-006" in codes
    assert "CN-DSC-016" not in codes
    assert {finding.code for finding in result.findings} >= {"CN-REQ-006"}


def test_an_office_without_rules_is_said_so() -> None:
    result = run([cups], office="US", language="en")
    assert result.outcomes == ()
    assert len(result.not_checked) == 1


def test_unknown_kind_runs_what_holds_for_every_possible_kind() -> None:
    result = run([cups], kind=None)
    assert outcome(result, "CN-T-001").outcome is Outcome.FAIL
    case_file = build_case({"claims": CLAIMS, "kind": None}).case_file
    real = check(case_file, rule_book(), choose_profile(case_file, AS_OF))
    assert outcome(real, "CN-ACC-002").outcome is Outcome.NOT_CHECKED
    assert outcome(real, "CN-ACC-003").outcome is Outcome.NOT_APPLICABLE


def test_same_input_same_bytes() -> None:
    first, second = run([faulty, cups]), run([cups, faulty])
    assert [f.model_dump_json() for f in first.findings] == [
        f.model_dump_json() for f in second.findings
    ]


def test_findings_without_a_text_stand_in_the_order_of_their_elements() -> None:
    @rule(
        "CN-T-009",
        zh="缺少",
        en="Missing",
        severity=Severity.ERROR,
        reads=[Input.CLAIMS],
        basis=[practice()],
    )
    def missing(case: Case) -> Drafts:
        """Find things missing, in no order."""
        assert case.claims
        for number in (10, 2, 1):
            yield absent(f"/papers/{number}", zh=f"缺少{number}。", en=f"No {number}.")
        for word in ("b", "a"):
            yield absent("/papers/3", zh=f"缺少{word}。", en=f"No {word}.")

    found = [finding.message.en for finding in run([missing]).findings]
    assert found == ["No 1.", "No 2.", "No a.", "No b.", "No 10."]


_REPORT = """
import sys
from pathlib import Path
from services.formal_check.domain.engine import check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from shared.formats import read_path
from datetime import date
for path in sorted(Path(sys.argv[1]).iterdir()):
    case_file = read_path(path).case_file
    result = check(case_file, rule_book(), choose_profile(case_file, date(2026, 3, 2)))
    print(path.name, result.findings, result.outcomes, result.suppressed)
"""


def test_the_seed_of_hashes_changes_nothing() -> None:
    root = Path(__file__).parents[3]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", _REPORT, str(root / "samples" / "applications")],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "4242")
    ]
    first, second = (run.communicate()[0] for run in runs)
    assert all(run.returncode == 0 for run in runs)
    assert first == second
    assert b"CN-" in first
