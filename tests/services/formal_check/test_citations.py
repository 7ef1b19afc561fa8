"""The citation gate: every place that a rule cites exists, and agrees with the catalogue."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from services.formal_check.domain.citations import (
    LAW_TEXTS,
    RULES_2010,
    RULES_2023,
    Provision,
    guidelines,
    parse_citation,
    rules,
)
from services.formal_check.domain.registry import rule_book
from services.formal_check.domain.rule import Declaration
from tests.services.formal_check.law_text import han_number, paragraphs_by_article

CATALOGUE = "rules.tsv"


def _cited() -> list[tuple[Declaration, Provision]]:
    return [(rule, place) for rule in rule_book().declarations for place in rule.basis]


def test_cited_articles_and_paragraphs_exist(law_dir: Path) -> None:
    texts = {
        text.short: paragraphs_by_article(law_dir, text.file_stem)
        for text in LAW_TEXTS
        if text.file_stem is not None
    }
    checked = 0
    for rule, place in _cited():
        if place.text.short not in texts:
            continue
        articles = texts[place.text.short]
        assert int(place.article) in articles, f"{rule.code} cites {place}"
        assert (place.paragraph or 1) <= articles[int(place.article)], f"{rule.code} cites {place}"
        checked += 1
    assert checked > 0


def test_gate_refuses_what_does_not_exist(law_dir: Path) -> None:
    """A check that cannot fail is none: known places exist, places beyond the end do not."""
    articles = paragraphs_by_article(law_dir, str(RULES_2023.file_stem))
    assert len(articles) == 149
    assert (articles[20], articles[22], articles[25]) == (5, 4, 2)
    assert 150 not in articles
    assert paragraphs_by_article(law_dir, str(RULES_2010.file_stem))[17] == 5


def test_sections_of_the_guidelines_are_in_the_catalogue(law_dir: Path) -> None:
    """The Guidelines are not at hand as text: a section must be one that was read for a quote."""
    with (law_dir / "guide_quotes.tsv").open(encoding="utf-8") as file:
        read = {row["gpos"].removeprefix("gpos.") for row in csv.DictReader(file, delimiter="\t")}
    for rule, place in _cited():
        if place.text.short == "审查指南(2023)":
            assert place.article in read, f"{rule.code} cites {place.article}"


def test_basis_is_the_catalogue_s(law_dir: Path) -> None:
    """Every implemented code cites what its catalogue row of today cites."""
    cited: dict[str, set[tuple[str, str, int | None]]] = {}
    for rule, place in _cited():
        cited.setdefault(rule.code, set()).add((place.text.short, place.article, place.paragraph))
    with (law_dir / CATALOGUE).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    codes = {row["code"] for row in rows}
    assert {code for code in cited if code.startswith("CN-")} <= codes
    for row in rows:
        if row["code"] not in cited:
            continue
        for part in row["legal_basis"].split(";"):
            place = parse_citation(part)
            assert place is None or place in cited[row["code"]], f"{row['code']} lacks {part}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施细则(2023)第22条第2款[2010版≈第19条,相似1.0]", ("实施细则(2023)", "22", 2)),
        ("审查指南(2023+局令84号)第二部分第十章第9.2.3节", ("审查指南(2023)", "2.10.9.2.3", None)),
        ("审查指南(2023+局令84号)第五部分第十一章第3.3节", ("审查指南(2023)", "5.11.3.3", None)),
        (" 专利法(2020)第42条", ("专利法(2020)", "42", None)),
        ("〔未核实/二手〕", None),
    ],
)
def test_parse_citation(text: str, expected: tuple[str, str, int | None] | None) -> None:
    assert parse_citation(text) == expected


def test_a_provision_is_dated_and_reads_as_an_examiner_writes_it() -> None:
    now, before = rules(22, 2)
    assert now.citation().text_zh == "专利法实施细则第22条第2款"
    assert before.citation().text_zh == "专利法实施细则（2010年修订）第19条第2款"
    assert before.citation().text_en.endswith("(2010), Rule 19(2)")
    assert before.in_force(date(2024, 1, 19))
    assert not before.in_force(date(2024, 1, 20))
    assert now.in_force(date(2024, 1, 20))
    section, old = guidelines("2.2.3.3.2")
    assert section.citation().text_zh == "专利审查指南第二部分第二章第3.3.2节"
    assert section.citation().verified
    assert not old.citation().verified
    assert guidelines("5.11.3.3")[0].citation().text_zh == "专利审查指南第五部分第十一章第3.3节"


def test_han_numbers() -> None:
    assert [han_number(text) for text in ("十", "二十五", "一百零三", "一百二十一")] == [
        10,
        25,
        103,
        121,
    ]
