"""The authorisation matrix: no leak, and it would see one."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from evaluation.gateway_matrix import Caller, Report, Target, examine, fault, targets
from evaluation.gateway_matrix_plants import EXAMINERS, OFFICE, Planted, Secret, Subject
from shared.contracts.common import Role

DOSSIER = Subject("1", OFFICE, owner="owner")
READ = Target("GET", "/v1/examinations/{dossier_id}", "/v1/examinations/1", (DOSSIER,))


def caller(name: str, role: Role | None) -> Caller:
    return Caller(name, role, httpx.Client())


@pytest.mark.system
def test_nothing_leaks(tmp_path: Path) -> None:
    report = examine(tmp_path)
    assert report.leaks == []
    assert report.checks > 300


@pytest.mark.parametrize(
    ("name", "role", "status", "right"),
    [
        ("owner", Role.APPLICANT, 200, True),
        ("owner", Role.APPLICANT, 404, False),
        ("applicant", Role.APPLICANT, 404, True),
        ("applicant", Role.APPLICANT, 200, False),
        ("applicant", Role.APPLICANT, 403, False),  # would tell that it exists
        ("examiner", Role.EXAMINER, 200, True),
        ("operator", Role.OPERATOR, 403, True),
        ("operator", Role.OPERATOR, 200, False),
        ("nobody", None, 401, True),
        ("nobody", None, 404, False),
        ("owner", Role.APPLICANT, 500, False),
    ],
)
def test_statuses(name: str, role: Role | None, status: int, right: bool) -> None:
    assert (fault(caller(name, role), READ, status) is None) == right


def test_a_word_in_the_wrong_hands_is_a_leak() -> None:
    plants = Planted(secrets=(Secret("word", EXAMINERS),))
    target = Target("GET", "/v1/examinations", "/v1/examinations")
    for name, role, leaks in (("examiner", Role.EXAMINER, 0), ("operator", Role.OPERATOR, 1)):
        report = Report()
        answer = httpx.Response(200, text='{"title": "a word"}')
        report.judge(caller(name, role), target, answer, plants)
        assert len(report.leaks) == leaks


def test_a_route_without_a_rule_or_a_subject_is_a_leak() -> None:
    document = {"paths": {"/v1/new/{thing}": {"get": {}}, "/livez": {"get": {}}}}
    found, unruled = targets(document, Planted())
    assert [target.path for target in found] == ["/livez"]
    assert len(unruled) == 2
