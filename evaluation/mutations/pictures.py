"""Defects of pictures: resolution, size and colour of the files, attributes that name them."""

from __future__ import annotations

import io
import re

from PIL import Image

from evaluation.mutations.editing import Draft, Field, Place
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
kind = BOOK.kind


def _file_of(draft: Draft, name: str) -> str:
    return next(one for one in draft.names() if one.endswith(f"/{name}"))


def _drawing(draft: Draft) -> tuple[str, Place]:
    """The file of the first figure and the place of the figure."""
    figure = draft.figures[0]
    text = draft.text(figure.file)[figure.start : figure.end]
    found = re.search(r'\sfile\s*=\s*"([^"]+)"', text)
    draft.require(found)
    name = found[1] if found is not None else ""
    return _file_of(draft, name), draft.whole(figure)


def _saved(image: Image.Image, form: str, dpi: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, dpi=(dpi, dpi))
    return stream.getvalue()


def _with_dpi(dpi: int) -> Spoil:
    def spoil(draft: Draft) -> Places:
        draft.require(draft.kind)
        name, place = _drawing(draft)
        image = Image.open(io.BytesIO(draft.data(name)))
        form = image.format or "TIFF"
        draft.add_file(name, _saved(image, form, 300))
        draft.baseline()
        draft.add_file(name, _saved(image, form, dpi))
        return place

    return spoil


BOOK.add("drawings.600-dpi", "CN-FMT-005", _with_dpi(600))


@kind("drawings.coarse", "CN-DRW-008")
def _coarse(draft: Draft) -> Places:
    draft.require(draft.kind)
    name, place = _drawing(draft)
    image = Image.open(io.BytesIO(draft.data(name)))
    form = image.format or "TIFF"
    small = image.resize((160, 160 * image.height // image.width))
    draft.add_file(name, _saved(small, form, 300))
    return place


@kind("drawings.size-not-stated", "CN-FMT-002")
def _no_size(draft: Draft) -> Places:
    figure = draft.figures[0]
    raw = draft.text(figure.file)
    found = re.compile(r'\swi\s*=\s*"[^"]*"').search(raw, figure.start, figure.end)
    draft.require(found)
    if found is not None:
        draft.splice(figure.file, *found.span(), "")
    return draft.whole(draft.figures[0])


@kind("description.paragraph-not-numbered", "CN-FMT-002")
def _no_number(draft: Draft) -> Places:
    paragraph = draft.paragraphs[-1]
    raw = draft.text(paragraph.file)
    found = re.compile(r'\snum\s*=\s*"[^"]*"').search(raw, paragraph.start, paragraph.inner_start)
    draft.require(found)
    if found is not None:
        draft.splice(paragraph.file, *found.span(), "")
    return draft.whole(draft.paragraphs[-1])


def _view(draft: Draft) -> str:
    draft.require(draft.kind == "design")
    return _file_of(draft, str(draft.request["views"][0]["file"]))


@kind("design.picture-too-large", "CN-DSN-024")
def _too_large(draft: Draft) -> Places:
    name = _view(draft)
    image = Image.open(io.BytesIO(draft.data(name))).convert("RGB")
    draft.add_file(name, _saved(image.resize((2126, 2953)), "JPEG", 300))
    return Field("/views/0")


@kind("design.colour-claimed-picture-grey", "CN-DSN-017")
def _grey(draft: Draft) -> Places:
    names = []
    for view in draft.request.get("views", []):
        draft.require(draft.kind == "design")
        names.append(_file_of(draft, str(view["file"])))
    draft.require(names)
    draft.request["brief_explanation"].append("6. 请求保护的外观设计包含色彩。")
    for name in names:
        image = Image.open(io.BytesIO(draft.data(name))).convert("RGB")
        draft.add_file(name, _saved(image, "JPEG", 300))
    draft.baseline()
    image = Image.open(io.BytesIO(draft.data(names[0]))).convert("L")
    draft.add_file(names[0], _saved(image, "JPEG", 300))
    return Field("/views/0")
