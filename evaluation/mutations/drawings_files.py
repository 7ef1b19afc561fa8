"""Defects of the drawings and of the files of a package."""

from __future__ import annotations

import io
import re

from docx import Document

from evaluation.mutations.editing import Draft, Place
from evaluation.mutations.mutator import Book, Places

BOOK = Book()
kind = BOOK.kind


@kind("drawings.absent-in-utility-model", "CN-ACC-002", "CN-DSC-025")
def _absent(draft: Draft) -> Places:
    draft.require(draft.kind == "utility_model")
    paper = draft.paper("drawings")
    folder = paper.rpartition("/")[0]
    for name in draft.names():
        if name.startswith(f"{folder}/"):
            draft.drop_file(name)
    return None


def _labels_last(draft: Draft, label: str, number: int | None = None) -> Place:
    """Label the last figure anew; with a number the description follows."""
    count = len(draft.figures)
    draft.require(count > 1)
    if number is not None:
        for index in range(len(draft.paragraphs)):
            while found := re.search(rf"图{count}(?!\d)", draft.paragraphs[index].text):
                draft.replace(draft.paragraphs[index], *found.span(), f"图{number}")
    return draft.attribute(draft.figures[-1], "figure-labels", label)


@kind("drawings.number-skipped", "CN-DRW-001")
def _skipped(draft: Draft) -> Place:
    number = len(draft.figures) + 1
    return _labels_last(draft, f"图{number}", number)


@kind("drawings.number-repeated", "CN-DRW-001")
def _repeated(draft: Draft) -> tuple[Place, Place]:
    place = _labels_last(draft, f"图{len(draft.figures) - 1}")
    return place, draft.whole(draft.figures[-2])


@kind("drawings.english-label", "CN-DRW-002")
def _english_label(draft: Draft) -> Place:
    return _labels_last(draft, f"Fig.{len(draft.figures)}")


@kind("drawings.number-in-words", "CN-DRW-002")
def _number_in_words(draft: Draft) -> Place:
    count = len(draft.figures)
    draft.require(count < 10)
    return _labels_last(draft, f"图{'〇一二三四五六七八九'[count]}")


@kind("drawings.number-without-word", "CN-DRW-002")
def _number_only(draft: Draft) -> Place:
    return _labels_last(draft, str(len(draft.figures)))


@kind("drawings.photograph-in-utility-model", "CN-DRW-006")
def _photograph(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    return draft.attribute(draft.figures[0], "img-content", "photograph")


@kind("drawings.photograph-in-invention", "CN-DRW-007")
def _photograph_invention(draft: Draft) -> Place:
    draft.require(draft.kind == "invention")
    return draft.attribute(draft.figures[0], "img-content", "photograph")


@kind("papers.no-claims", "CN-ACC-001")
def _no_claims(draft: Draft) -> Places:
    draft.drop_file(draft.paper("claims"))
    if "declared_claim_count" in draft.request:
        draft.unset("/declared_claim_count")
    return None


@kind("papers.no-description", "CN-ACC-001")
def _no_description(draft: Draft) -> Places:
    draft.drop_file(draft.paper("description"))
    return None


@kind("papers.picture-absent", "CN-FMT-004")
def _picture_absent(draft: Draft) -> tuple[Place, ...]:
    figure = draft.figures[-1]
    name = _picture_of(draft)
    draft.drop_file(next(one for one in draft.names() if one.endswith(name)))
    return (draft.whole(figure),)


@kind("papers.picture-png", "CN-FMT-004")
def _picture_png(draft: Draft) -> tuple[Place, ...]:
    name = _picture_of(draft)
    path = next(one for one in draft.names() if one.endswith(name))
    other = name.rpartition(".")[0] + ".png"
    draft.drop_file(path)
    # The smallest picture in PNG: one white point.
    draft.add_file(
        path.removesuffix(name) + other,
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
            "3a7e9b550000000a49444154789c63f80f0000010101005a4d6ff10000000049454e44ae426082"
        ),
    )
    return (draft.attribute(draft.figures[-1], "file", other),)


@kind("papers.picture-misnamed", "CN-FMT-004")
def _picture_misnamed(draft: Draft) -> tuple[Place, ...]:
    name = _picture_of(draft)
    return (draft.attribute(draft.figures[-1], "file", f"copy-of-{name}"),)


def _picture_of(draft: Draft) -> str:
    figure = draft.figures[-1]
    text = draft.text(figure.file)[figure.start : figure.end]
    found = re.search(r'\sfile\s*=\s*"([^"]+)"', text)
    draft.require(found)
    assert found is not None  # noqa: S101 - for the type checker
    return found[1]


def _moved(draft: Draft, part: str, folder: str) -> Places:
    paper = draft.paper(part)
    *above, _, name = ["", *paper.split("/")]
    base = "/".join(one for one in above if one)
    draft.rename_file(paper, "/".join(one for one in (base, folder, name) if one))
    return None


@kind("papers.claims-in-other-folder", "CN-FMT-003")
def _claims_elsewhere(draft: Draft) -> Places:
    return _moved(draft, "claims", "100004")


@kind("papers.description-in-other-folder", "CN-FMT-003")
def _description_elsewhere(draft: Draft) -> Places:
    return _moved(draft, "description", "100001")


@kind("papers.as-docx", "CN-FMT-001")
def _as_docx(draft: Draft) -> Places:
    draft.require(str(draft.request.get("filing_date", "")) >= "2026" and draft.kind)
    draft.require(not draft.has("drawings"))
    description = [draft.title, *draft.headings, *draft.paragraphs]
    claims = [f"{i}. {claim.text}" for i, claim in enumerate(draft.claims, 1)]
    papers = {
        "权利要求书": claims,
        "说明书": [one.text for one in sorted(description, key=lambda one: one.start)],
        "说明书摘要": [draft.abstract.text],
    }
    for name in draft.names():
        if name.endswith(".xml"):
            draft.drop_file(name)
    for name, paragraphs in papers.items():
        document = Document()
        for text in paragraphs:
            document.add_paragraph(text)
        stream = io.BytesIO()
        document.save(stream)
        draft.add_file(f"{draft.root}/{name}.docx", stream.getvalue())
    return None
