"""``zhishen index`` and ``zhishen search``, working alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from services.prior_art.cli import commands
from tests.services.prior_art.documents import document, many


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("ZHISHEN_DATA_DIR", str(tmp_path / "var"))

    def run_(*arguments: object) -> Result:
        return CliRunner().invoke(commands, [str(argument) for argument in arguments])

    return run_


def write_lines(path: Path, *records: object) -> Path:
    lines = [
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_index_then_search(run, tmp_path: Path) -> None:
    own = write_lines(tmp_path / "own.jsonl", *(one.model_dump(mode="json") for one in many()))
    simple = write_lines(
        tmp_path / "any name.txt",
        {
            "appno": "CN201410000001.1",
            "title": "陶瓷滤芯水壶",
            "abstract": "水壶。",
            "subclass": "A47J",
        },
    )
    report = tmp_path / "report.json"
    result = run("index", own, simple, "--json", report)
    assert result.exit_code == 0, result.output
    assert json.loads(report.read_text())["added"] == 81
    assert run("index", own, simple, "--json", report).exit_code == 0
    assert json.loads(report.read_text())["unchanged"] == 81

    answer = tmp_path / "answer.json"
    result = run("search", "陶瓷滤芯", "--limit", 3, "--json", answer)
    assert result.exit_code == 0, result.output
    assert "CN201410000001.1" in result.output
    assert json.loads(answer.read_text())["hits"][0]["key"] == "CN201410000001.1"

    result = run("search", "水泵", "--before", "2003-01-01", "--ipc", "A01B", "--json", answer)
    hits = json.loads(answer.read_text())["hits"]
    assert hits
    assert all(hit["publication_date"] < "2003-01-01" for hit in hits)


def test_rejected_records_are_told_with_their_line(run, tmp_path: Path) -> None:
    lines = write_lines(
        tmp_path / "a.jsonl",
        {"publication_number": "CN100000001A", "title": "一种水泵"},
        "{broken",
        {"title": "没有号码"},
        {"number": "CN100000002A", "title": "未公开", "published": False},
        document("3", office="??").model_dump(mode="json"),
    )
    report = tmp_path / "report.json"
    assert run("index", lines, "--json", report).exit_code == 0
    told = json.loads(report.read_text())
    assert told["added"] == 1
    assert [one["source"] for one in told["rejected"]] == [f"a.jsonl:{i}" for i in (2, 3, 4, 5)]

    assert run("index", lines, "--collection", "pending", "--json", report).exit_code == 0
    assert json.loads(report.read_text())["added"] == 2


def test_exit_codes(run, tmp_path: Path) -> None:
    assert run("index", tmp_path / "absent.jsonl").exit_code == 1
    unknown = tmp_path / "a.bin"
    unknown.write_bytes(b"\x00\x01\x02")
    assert run("index", unknown).exit_code == 1
    assert run("search", unknown).exit_code == 1
    assert run("search").exit_code == 2
    assert run("search", "，。").exit_code == 2
    assert run("search", "水泵", "--ipc", "Z").exit_code == 2
    assert run("search", "水泵", "--collection", "absent").exit_code == 2
    assert run("index", unknown, "--collection", "Not A Name").exit_code == 2


def test_publications_of_several_offices(run, tmp_path: Path, data_dir: Path) -> None:
    report = tmp_path / "report.json"
    publications = data_dir / "cn-publications"
    result = run("index", publications, data_dir / "foreign-publications", "--json", report)
    assert result.exit_code == 0, result.output
    told = json.loads(report.read_text())
    # The plain texts beside the publications carry no number to know them by.
    assert {Path(one["source"]).suffix for one in told["rejected"]} <= {".md"}
    assert told["added"] == 20

    answer = tmp_path / "answer.json"
    package = data_dir / "cnipa-efiling" / "2018103922220"
    assert run("search", package, "--claims", "1", "--json", answer).exit_code == 0
    result = json.loads(answer.read_text())
    assert [query["name"] for query in result["queries"]] == ["claim 1"]
    assert result["hits"]


def test_unpublished_filings_go_to_unpublished_collections_only(
    run, tmp_path: Path, data_dir: Path
) -> None:
    report = tmp_path / "report.json"
    filings = data_dir / "cnipa-efiling"
    run("index", filings, "--json", report)
    assert json.loads(report.read_text())["added"] == 0
    run("index", filings, "--collection", "pending", "--json", report)
    assert json.loads(report.read_text())["added"] == 3
