"""Real claims: dependency trees as read by eye, signs of known drawings, and no wild findings."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.formats import read_path
from shared.model.claim_language import ClaimSet, missing_antecedents
from shared.model.claims import Claim, ClaimType
from shared.model.reference_signs import claim_signs, description_signs, unit_signs
from tests.shared.model.claim_language.claim_builder import claims_of

EXPECTED: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "expected_dependencies.yaml").read_text(encoding="utf-8")
)


def _notation(claim: Claim) -> str:
    """``1-3,5``, ``-`` for no dependency, ``*`` after it for independent by reference."""
    if not claim.depends_on:
        return "-"
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(claim.depends_on), lambda pair: pair[1] - pair[0])
    ]
    text = ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return text + ("*" if claim.claim_type is ClaimType.INDEPENDENT_BY_REFERENCE else "")


@pytest.mark.parametrize("name", EXPECTED["files"])
def test_dependencies_of_filings_and_publications(data_dir: Path, name: str) -> None:
    claims = read_path(data_dir / name).case_file.application.claims
    assert claims is not None
    assert [_notation(claim) for claim in claims] == EXPECTED["files"][name]


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_dependencies_of_claim_sets(data_dir: Path) -> None:
    found = {
        record["id"]: [_notation(claim) for claim in claims_of(*record["claims"])]
        for record in _records(data_dir / "cn-claims" / "claims.jsonl")
    }
    assert {name: found.get(name) for name in EXPECTED["claim_sets"]} == EXPECTED["claim_sets"]


def test_antecedents_of_real_claims(data_dir: Path) -> None:
    """Every one of these was read: the term is not introduced on the path."""
    found: set[tuple[str, int, int]] = set()
    for record in _records(data_dir / "cn-claims" / "claims.jsonl"):
        claims = claims_of(*record["claims"])
        claim_set = ClaimSet(claims, "zh")
        for index in range(len(claims)):
            for each in missing_antecedents(claim_set, index):
                found.add((record["id"], index + 1, each.start))
    assert found == {("CN104154208B", 1, 173), ("CN104154208B", 13, 251)}


@pytest.mark.parametrize(
    ("folder", "in_claims", "in_description"),
    [("2010102412224", 6, 11), ("2018103922220", 3, 4), ("2018103932383", 35, 49)],
)
def test_signs_of_filings(data_dir: Path, folder: str, in_claims: int, in_description: int) -> None:
    application = read_path(data_dir / "cnipa-efiling" / folder).case_file.application
    assert application.claims is not None
    assert application.description is not None
    claimed = {use.sign for claim in application.claims for use in claim_signs(claim.unit)}
    described = {
        use.sign
        for use in description_signs(unit_signs(p.unit) for p in application.description.paragraphs)
    }
    assert claimed <= described
    assert (len(claimed), len(described)) == (in_claims, in_description)
