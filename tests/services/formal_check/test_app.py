"""The service over HTTP."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from services.formal_check.app import SERVICE, create_app
from services.formal_check.domain.registry import rule_book
from services.formal_check.engines.case_builder import build_case
from services.formal_check.settings import Settings
from shared.contracts.common import Role
from shared.contracts.formal_check import CheckReport, RuleList
from tests.conftest import TOKEN_SECRET, ClientFactory

FACTS = {"title": "装置", "claims": ["1. 一种除尘装置，其特征在于，包括喷头。"], "figures": [1]}


@pytest.fixture
def app() -> object:
    return create_app(Settings(token_secret=SecretStr(TOKEN_SECRET)))


@pytest.fixture
def client(open_client: ClientFactory, app: object) -> TestClient:
    return open_client(app, SERVICE)


def body(**more: object) -> dict[str, object]:
    return {"case_file": build_case(FACTS).case_file.model_dump(mode="json"), **more}


def test_check(client: TestClient) -> None:
    answer = client.post("/v1/checks", json=body(as_of="2026-03-02"))
    assert answer.status_code == 200
    report = CheckReport.model_validate_json(answer.content)
    assert "CN-REQ-006" in {finding.code for finding in report.findings}
    own = {code for code in rule_book().codes if code.startswith("CN-")}
    assert {outcome.code for outcome in report.outcomes} == own
    assert report.versions.components["rule_set"] == rule_book().version
    assert report.profile.governing_date_basis == "today"
    assert str(report.profile.as_of) == "2026-03-02"
    again = client.post("/v1/checks", json=body(as_of="2026-03-02"))
    assert again.content == answer.content


def test_stated_governing_date(client: TestClient) -> None:
    answer = client.post("/v1/checks", json=body(governing_date="2015-05-01"))
    report = CheckReport.model_validate_json(answer.content)
    laws = {cited.law for finding in report.findings for cited in finding.legal_basis}
    assert laws <= {"实施细则(2010)", "审查指南(2010)", "专利法(2008)", "电子申请实务"}


def test_invalid_body_points_at_the_fault(client: TestClient) -> None:
    answer = client.post("/v1/checks", json={"case_file": {"application": {}}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("#/case_file/application")


def test_rules_and_their_documentation(client: TestClient) -> None:
    listed = RuleList.model_validate_json(client.get("/v1/rules").content)
    assert {summary.code for summary in listed.rules} == set(rule_book().codes)
    on_day = RuleList.model_validate_json(client.get("/v1/rules?as_of=2018-01-01").content)
    old = [rule for rule in on_day.rules if rule.code == "CN-REQ-002"]
    assert [str(rule.effective_to) for rule in old] == ["2024-01-19"]
    one = client.get("/v1/rules/CN-REQ-002").json()
    assert one["effective_to"] is None
    assert one["documentation"]["zh"].startswith("# CN-REQ-002 名称不得超过60个字")
    assert "## What it does" in one["documentation"]["en"]


def test_unknown_rule_is_404(client: TestClient) -> None:
    answer = client.get("/v1/rules/CN-NO-999")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:zhishen:problem:unknown-rule"


def test_roles(open_client: ClientFactory, app: object) -> None:
    public = open_client(app, SERVICE, Role.PUBLIC)
    assert public.get("/v1/rules").status_code == 200
    assert public.post("/v1/checks", json=body()).status_code == 403
    operator = open_client(app, SERVICE, Role.OPERATOR)
    assert operator.post("/v1/checks", json=body()).status_code == 403
    assert open_client(app, SERVICE, None).get("/v1/rules").status_code == 401
