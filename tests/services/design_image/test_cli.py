"""``zhishen designs``: index a folder, again, with damage; search it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.design_image.cli import commands
from services.design_image.domain.errors import ManifestError
from services.design_image.engines.filed import FiledDesign
from services.design_image.engines.sources import find_designs
from shared.contracts.design_image import ImageSearchResult
from tests.services.design_image.drawings import drawing, encoded
from tests.services.design_image.onnx_file import network

GRANT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN"><us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>{number}</doc-number>
<date>20210105</date></document-id></publication-reference>
<application-reference><document-id><date>20190220</date></document-id></application-reference>
<classification-locarno><main-classification>2803</main-classification></classification-locarno>
<invention-title>Made-up <i>thing</i></invention-title></us-bibliographic-data-grant>
<drawings><figure><img file="{file}"/></figure></drawings></us-patent-grant>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manifest of two designs (one with a damaged view), a CSV and a US grant."""
    source = tmp_path / "source"
    (source / "views").mkdir(parents=True)
    for seed in range(5):
        (source / "views" / f"{seed}.png").write_bytes(encoded(drawing(seed)))
    records = [
        {"file": "views/0.png", "publication_number": "A1", "sheet": 1, "locarno_class": "06-01"},
        {"file": "views/1.png", "publication_number": "A2", "locarno_class": None},
        {"file": "views/2.png", "publication_number": "A1", "title": "Chair"},
    ]
    (source / "views.json").write_text(json.dumps(records))
    (source / "more.csv").write_text(
        "\ufefffile,design_id,publication_date,kind,applicants\n"
        "views/3.png,B1,2020-02-03,front,Ada; Bob\n"
    )
    (source / "grant").mkdir()
    (source / "grant" / "g.xml").write_text(GRANT.format(number="D0907292", file="../up/s.TIF"))
    (source / "grant" / "s.TIF").write_bytes(encoded(drawing(4, side=1200), "TIFF", dpi=(300, 300)))
    return source


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(commands, ["designs", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def test_sources_state_facts(folder: Path) -> None:
    found = {d.facts.design_id: d for d in find_designs(folder) if isinstance(d, FiledDesign)}
    assert set(found) == {"A1", "A2", "B1", "USD0907292"}
    chair = found["A1"]
    assert [view.path.name for view in chair.views] == ["0.png", "2.png"]
    assert (chair.facts.title, chair.facts.locarno_class) == ("Chair", "06-01")
    assert not any(view.is_sheet for view in chair.views)
    assert found["B1"].facts.applicants == ("Ada", "Bob")
    assert found["B1"].views[0].facts.kind == "front"
    grant = found["USD0907292"]
    assert grant.facts.title == "Made-up thing"
    assert grant.facts.locarno_class == "28-03"
    assert str(grant.facts.publication_date) == "2021-01-05"
    assert grant.views[0].path == folder / "grant" / "s.TIF"
    assert grant.views[0].is_sheet
    again = list(find_designs(folder / "views"))
    assert [d.facts.design_id for d in again if isinstance(d, FiledDesign)] == ["A1", "A2"]


def test_index_is_idempotent_and_search_finds(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert "4 added" in run("index", folder, "--data-dir", kept)
    assert "4 unchanged" in run("index", folder, "--data-dir", kept)
    (folder / "views" / "1.png").write_bytes(encoded(drawing(30)))
    assert "1 replaced, 3 unchanged" in run("index", folder, "--data-dir", kept)

    query = tmp_path / "query.png"
    query.write_bytes(encoded(drawing(2)))
    assert "A1" in run("search", query, "--data-dir", kept)
    answer = tmp_path / "answer.json"
    run("search", query, "--data-dir", kept, "--locarno", "28", "--json", answer)
    result = ImageSearchResult.model_validate_json(answer.read_bytes())
    assert [hit.design_id for hit in result.hits] == ["USD0907292"]
    run("search", query, "--data-dir", kept, "--before", "2020-02-03", "--json", answer)
    assert ImageSearchResult.model_validate_json(answer.read_bytes()).hits == ()


def test_search_options(folder: Path, tmp_path: Path) -> None:
    kept, answer, page = tmp_path / "kept", tmp_path / "a.json", tmp_path / "a.html"
    run("index", folder, "--data-dir", kept)
    query = tmp_path / "query.png"
    query.write_bytes(encoded(drawing(2)))
    run(
        "search", query, "--data-dir", kept, "--json", answer, "--html", page,
        "--critical-date", "2021-01-05", "--text", "chair", "--prefer-locarno", "06",
        "--more-like", "A2", "--less-like", "USD0907292", "--box", "1:0.1,0.1,0.9,0.9",
    )  # fmt: skip
    result = ImageSearchResult.model_validate_json(answer.read_bytes())
    assert [hit.design_id for hit in result.hits] == ["B1"], "the only one published before"
    assert result.queries[0].box is not None
    assert "B1" in page.read_text(encoding="utf-8")
    run(
        "search",
        query,
        "--data-dir",
        kept,
        "--applicant",
        "ada",
        "--office",
        "us",
        "--json",
        answer,
    )
    assert ImageSearchResult.model_validate_json(answer.read_bytes()).hits == ()
    run("search", query, "--data-dir", kept, "--box", "1:0,0,2,1", code=2)
    run("search", query, "--data-dir", kept, "--more-like", "NONE", code=1)


def test_damage_is_told_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "views" / "1.png").write_bytes(b"no picture")
    (folder / "views" / "2.png").unlink()
    (folder / "broken.json").write_text('[{"file": "../../etc/passwd"}]')
    kept = tmp_path / "kept"
    said = run("index", folder, "--data-dir", kept, code=1)
    assert "2 added, 3 failed" in said
    assert "1.png" in said
    assert "outside the folder" in " ".join(said.split())
    assert "no picture" not in said


@pytest.mark.parametrize(
    "text", ["[", "{}", '[{"file": 1}]', '["a"]', '[{"file": "a", "filing_date": "soon"}]', "\xff"]
)
def test_bad_manifests_are_errors(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.json").write_bytes(text.encode("latin-1"))
    (found,) = find_designs(tmp_path / "m.json")
    assert isinstance(found, ManifestError)


@pytest.mark.parametrize("number", ["1234567", "", "RE123"])
def test_other_grants_are_errors(tmp_path: Path, number: str) -> None:
    (tmp_path / "g.xml").write_text(GRANT.format(number=number, file="a.TIF"))
    (found,) = find_designs(tmp_path / "g.xml")
    assert isinstance(found, ManifestError)


def test_fit_needs_a_collection(tmp_path: Path) -> None:
    assert "at least" in run("fit", "--data-dir", tmp_path / "kept", code=1)


def test_backbone_is_weighed_and_taken_up(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    run("index", folder, "--data-dir", kept)
    assert "No backbone" in run("weigh-backbone", "--data-dir", kept, code=1)
    (tmp_path / "tiny.onnx").write_bytes(network())
    monkeypatch.setenv("ZHISHEN_DESIGN_IMAGE_BACKBONE", f"onnx:{tmp_path / 'tiny.onnx'}")
    assert "4 views" in run("weigh-backbone", "--data-dir", kept)
    assert "-b" in run("refit", "--same-model", "--data-dir", kept)
    monkeypatch.setenv("ZHISHEN_DESIGN_IMAGE_BACKBONE", "onnx:nowhere")
    assert "ONNX" in run("search", folder / "views" / "0.png", "--data-dir", kept, code=1)


def test_unreadable_query_is_exit_1(tmp_path: Path) -> None:
    run("search", tmp_path / "none.png", "--data-dir", tmp_path / "kept", code=1)


def test_real_packages(data_dir: Path) -> None:
    found = [d for d in find_designs(data_dir / "design/us-packages") if isinstance(d, FiledDesign)]
    assert len(found) == 6
    facts = {design.facts.design_id: design.facts for design in found}
    assert facts["USD0907292"].locarno_class == "28-03"
    assert str(facts["USD0907292"].filing_date) == "2019-02-20"
    assert all(fact.title and fact.applicants for fact in facts.values())
    for design in found:
        assert all(view.path.is_file() for view in design.views)
    (pdf,) = find_designs(data_dir / "design/us-pdf/103-USD528368.pdf")
    assert isinstance(pdf, FiledDesign)
    assert pdf.facts.design_id == "USD0528368"
