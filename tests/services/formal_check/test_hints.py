"""Hints run only what depends on an edit and agree with a whole check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pydantic import SecretStr, ValidationError

from services.formal_check.app import SERVICE, create_app
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.drafting import DraftCase, draft_case
from services.formal_check.domain.engine import check
from services.formal_check.domain.findings import Drafts, whole
from services.formal_check.domain.hints import hint
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule import Silence, rule, suppression
from services.formal_check.domain.rule_book import RuleBook
from services.formal_check.engines.case_builder import build_case
from services.formal_check.settings import Settings
from shared.contracts.common import Message, Role
from shared.contracts.formal_check import (
    DraftLine,
    DraftTexts,
    HintReport,
    HintRequest,
    Outcome,
    Severity,
)
from shared.model.identification import ApplicationKind
from tests.conftest import TOKEN_SECRET, ClientFactory

AS_OF = date(2026, 3, 2)
TEXTS = DraftTexts(
    kind=ApplicationKind.INVENTION,
    title="一种除尘装置",
    abstract=("本发明公开了一种除尘装置，包括壳体。",),
    claims=(
        "1. 一种除尘装置，其特征在于，包括壳体。",
        "2. 根据权利要求3所述的除尘装置，其特征在于，所述喷头为铜制。",
    ),
    description=(
        DraftLine(text="技术领域", heading=True),
        DraftLine(text="[0001] 本发明涉及除尘。"),
    ),
)


def codes(findings: tuple[object, ...]) -> set[str]:
    return {finding.code for finding in findings}  # type: ignore[attr-defined]


def test_only_rules_that_read_the_change_report() -> None:
    result = hint(draft_case(TEXTS), rule_book(), frozenset({Input.CLAIMS}), AS_OF)
    ran = {outcome.code for outcome in result.outcomes}
    reading = {
        rule.code
        for rule in rule_book().declarations
        if Input.CLAIMS in rule.reads and rule.office_code == "CN"
    }
    assert reading <= ran
    assert "CN-CLM-010" in ran
    assert "CN-REQ-002" not in ran
    assert "claims/2" in {finding.location.unit for finding in result.findings}


@pytest.mark.parametrize("part", [Input.CLAIMS, Input.DESCRIPTION, Input.TITLE, Input.ABSTRACT])
def test_a_hint_says_what_a_check_says(part: Input) -> None:
    case_file = build_case(
        {
            "title": "装置",
            "abstract": "该装置效果最好，市场上最畅销。",
            "claims": list(TEXTS.claims or ()),
            "description": ["# 技术领域", "[0001] 如权利要求1所述的装置。"],
            "figures": [1],
        }
    ).case_file
    whole_check = check(case_file, rule_book(), choose_profile(case_file, AS_OF))
    hinted = hint(DraftCase(case_file, frozenset()), rule_book(), frozenset({part}), AS_OF)
    ran = codes(hinted.outcomes)
    assert hinted.findings == tuple(f for f in whole_check.findings if f.code in ran)
    assert hinted.outcomes == tuple(o for o in whole_check.outcomes if o.code in ran)


def test_what_an_editor_has_not_shown_is_unknown_not_missing() -> None:
    alone = DraftTexts(kind=ApplicationKind.UTILITY_MODEL, claims=TEXTS.claims)
    result = hint(draft_case(alone), rule_book(), frozenset(Input), AS_OF)
    outcomes = {outcome.code: outcome.outcome for outcome in result.outcomes}
    assert outcomes["CN-ACC-001"] is Outcome.NOT_CHECKED
    assert outcomes["CN-REQ-001"] is Outcome.NOT_CHECKED
    assert {finding.location.unit for finding in result.findings} <= {
        "claims/1",
        "claims/2",
        "claims/1/number",
        "claims/2/number",
    }


def test_units_of_a_draft_stand_as_typed() -> None:
    application = draft_case(TEXTS).case_file.application
    assert application.claims is not None
    assert application.description is not None
    label, unit = application.claims[1].number_unit, application.claims[1].unit
    assert label is not None
    assert label.text + unit.text == (TEXTS.claims or ())[1]
    assert (label.id, unit.id) == ("claims/2/number", "claims/2")
    assert application.description.paragraphs[0].number == "0001"
    assert application.description.paragraphs[0].section == "technical_field"
    assert [unit.id for unit in application.text_units()] == [
        "abstract/1",
        "claims/1/number",
        "claims/1",
        "claims/2/number",
        "claims/2",
        "description/title",
        "description/heading/1",
        "description/1",
    ]


def test_suppressions_run_with_the_rules_they_switch_off() -> None:
    """A suppression that reads the title decides on a rule that reads the claims, and back."""

    @rule(
        "CN-T-001",
        zh="x",
        en="x",
        severity=Severity.ERROR,
        reads=[Input.CLAIMS],
        basis=[rules(22, 2)],
    )
    def always(case: Case) -> Drafts:
        """Find claim 1."""
        yield whole(case.claims[0].unit, zh="有。", en="Is.")

    @suppression(
        "CN-T-002",
        zh="x",
        en="x",
        suppresses=["CN-T-001"],
        reads=[Input.TITLE],
        basis=[guidelines("2.2.3.3")],
    )
    def titled(case: Case) -> Iterator[Silence]:
        """Silence under a title."""
        if case.titles:
            yield Silence(Message(zh="有名称。", en="There is a title."))

    book = RuleBook([always, titled])
    for part in (Input.CLAIMS, Input.TITLE):
        result = hint(draft_case(TEXTS), book, frozenset({part}), AS_OF)
        assert codes(result.outcomes) == {"CN-T-001", "CN-T-002"}
        assert not result.findings
    assert not hint(draft_case(TEXTS), book, frozenset({Input.ABSTRACT}), AS_OF).outcomes


def test_one_context_is_asked_for() -> None:
    with pytest.raises(ValidationError):
        HintRequest(changed=("claims",))


def test_over_http(open_client: ClientFactory) -> None:
    app = create_app(Settings(token_secret=SecretStr(TOKEN_SECRET)))
    client = open_client(app, SERVICE, Role.APPLICANT)
    body = {"changed": ["claims"], "texts": TEXTS.model_dump(mode="json"), "as_of": "2026-03-02"}
    answer = client.post("/v1/hints", json=body)
    assert answer.status_code == 200
    report = HintReport.model_validate_json(answer.content)
    assert "CN-CLM-010" in codes(report.outcomes)
    assert report.findings
    assert client.post("/v1/hints", json=body).content == answer.content
    refused = client.post("/v1/hints", json={**body, "changed": ["claims", "nonsense"]})
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:zhishen:problem:unknown-input"
    assert refused.json()["errors"][0]["pointer"] == "#/changed/1"
    assert client.post("/v1/hints", json={"changed": ["claims"]}).status_code == 422
    assert open_client(app, SERVICE, Role.OPERATOR).post("/v1/hints", json=body).status_code == 403
