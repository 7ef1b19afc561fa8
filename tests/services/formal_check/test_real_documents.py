"""Real filings and publications: true places, no faults, and no error that reading cannot justify."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.formal_check.domain.engine import CheckResult, check
from services.formal_check.domain.profile import choose_profile
from services.formal_check.domain.registry import rule_book
from shared.contracts.formal_check import Severity
from shared.formats import ReadLimits, iter_inputs, read_path
from shared.formats.decoding import decode_xml
from shared.formats.package import FiledPackage
from shared.model.source import Location

AS_OF = date(2026, 3, 2)
JUSTIFIED = {
    # The summary refers to figure 2; there is only figure 1.
    ("2010102412224", "CN-DSC-008", "description/p6"),
}
_NOISE = re.compile(r"<[^>]*>|\s+")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&apos;": "'"}


def _inputs(data_dir: Path) -> Iterator[Path]:
    for folder in ("cnipa-efiling", "cn-publications"):
        yield from iter_inputs(data_dir / folder)


def _check(path: Path) -> tuple[FiledPackage, CheckResult]:
    package = read_path(path)
    profile = choose_profile(package.case_file, AS_OF)
    return package, check(package.case_file, rule_book(), profile)


def _plain(text: str) -> str:
    plain = _NOISE.sub("", text)
    for entity, character in _ENTITIES.items():
        plain = plain.replace(entity, character)
    return plain


def _agrees(package: FiledPackage, place: Location) -> bool:
    file = package.files[place.file]
    cut = decode_xml(file.read(), file.name, ReadLimits())[place.start : place.end]
    return _plain(cut) == _plain(place.text)


@pytest.mark.timeout(120)
def test_real_documents(data_dir: Path) -> None:
    checked, located = 0, 0
    for path in _inputs(data_dir):
        package, result = _check(path)
        checked += 1
        faults = [outcome for outcome in result.outcomes if outcome.internal_error]
        assert faults == [], path.name
        for finding in result.findings:
            place = finding.location
            if finding.severity is Severity.ERROR:
                assert (path.name, finding.code, place.unit) in JUSTIFIED, (path.name, finding.code)
            if place.start is not None and place.end != place.start:
                located += 1
                assert _agrees(package, place), (path.name, finding.code, place.unit)
    assert checked >= 3
    assert located > 0
