"""The pages under docs/rules are complete and current."""

from __future__ import annotations

import re
from pathlib import Path

from services.formal_check.cli import write_pages
from services.formal_check.domain import vocabulary
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ProfileName
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule_pages import INDEX, rule_pages
from shared.contracts.formal_check import Consequence, Level, Severity
from shared.model.identification import ApplicationKind, FilingRoute

FOLDER = Path(__file__).parents[3] / "docs" / "rules"


def test_committed_pages_are_current() -> None:
    pages = rule_pages(rule_book())
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(
        name for name in pages.keys() | committed.keys() if pages.get(name) != committed.get(name)
    )
    assert not stale, "write them again: make docs"


def test_every_value_has_a_name() -> None:
    for values, names in (
        (Severity, vocabulary.SEVERITIES),
        (Consequence, vocabulary.CONSEQUENCES),
        (Level, vocabulary.LEVELS),
        (ApplicationKind, vocabulary.KINDS),
        (FilingRoute, vocabulary.ROUTES),
        (ProfileName, vocabulary.PROFILES),
        (Input, vocabulary.INPUTS),
    ):
        assert set(values) <= set(names), values  # type: ignore[call-overload]
    families = {vocabulary.family_of(code) for code in rule_book().codes}
    assert families <= set(vocabulary.FAMILIES)


def test_a_page_shows_every_version_and_section() -> None:
    pages = rule_pages(rule_book())
    page = pages["CN-REQ-002.md"]
    assert page.startswith("# CN-REQ-002 名称不得超过60个字 · ")
    assert page.index("## 2024-01-20") < page.index("– 2024-01-19")
    for heading in ("### 中文", "### English", "#### What it does", "#### Why", "#### 依据"):
        assert heading in page
    assert "错误 error" in page
    assert re.search(r"CN-REQ-002\.md", pages["CN-PCT-016.md"])


def test_links_resolve() -> None:
    pages = rule_pages(rule_book())
    for name, page in pages.items():
        for target in re.findall(r"\]\((CN-[\w-]+\.md|README\.md)\)", page):
            assert target in pages, (name, target)
    assert all(f"({code}.md)" in pages[INDEX] for code in rule_book().codes)


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "CN-OLD-001.md").write_text("old", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("kept", encoding="utf-8")
    write_pages(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {*rule_pages(rule_book()), "notes.txt"}
