"""Defects of design applications."""

from __future__ import annotations

from evaluation.mutations.editing import Draft
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
kind = BOOK.kind


@kind("design.no-brief-explanation", "CN-ACC-003")
def _no_explanation(draft: Draft) -> Places:
    draft.require(draft.kind == "design")
    draft.unset("/brief_explanation")
    return None


@kind("design.no-views", "CN-ACC-003")
def _no_views(draft: Draft) -> Places:
    draft.require(draft.kind == "design")
    draft.unset("/views")
    for name in draft.names():
        if name.endswith(".png"):
            draft.drop_file(name)
    return None


@kind("design.no-product-name", "CN-REQ-001")
def _no_name(draft: Draft) -> Places:
    draft.require(draft.kind == "design")
    draft.unset("/product_name")
    return None


_NAMES = (
    ("design.traditional-name", "CN-DSC-028", "檯燈"),
    ("design.long-name", "CN-DSN-005", "可以调节高度并且可以折叠收纳的多功能桌面用台灯"),
    ("design.name-with-model", "CN-DSN-006", "XJ-200型台灯"),
    ("design.name-with-size", "CN-DSN-007", "21英寸台灯"),
    ("design.name-with-effect", "CN-DSN-008", "节能台灯"),
)


def _named(name: str) -> Spoil:
    def spoil(draft: Draft) -> Places:
        draft.require(draft.kind == "design")
        lines = draft.request["brief_explanation"]
        old = str(draft.request["product_name"])
        draft.set(
            "/brief_explanation", [line.replace(f"：{old}。", f"：{name}。") for line in lines]
        )
        return draft.set("/product_name", name)

    return spoil


for _kind, _code, _name in _NAMES:
    BOOK.add(_kind, _code, _named(_name))


def _explained(words: str, replacement: str | None) -> Spoil:
    """Change the line of the brief explanation that has these words, or leave it out."""

    def spoil(draft: Draft) -> Places:
        draft.require(draft.kind == "design")
        lines = draft.request["brief_explanation"]
        index = next((i for i, line in enumerate(lines) if words in line), -1)
        draft.require(index >= 0)
        if replacement is None:
            draft.set("/brief_explanation", lines[:index] + lines[index + 1 :])
            return draft.set("/product_name", draft.request["product_name"]), *(
                draft.set(f"/brief_explanation/{i}", line)
                for i, line in enumerate(draft.request["brief_explanation"])
            )
        return draft.set(f"/brief_explanation/{index}", replacement)

    return spoil


BOOK.add(
    "design.other-name-explained",
    "CN-DSN-001",
    _explained("名称", "1. 本外观设计产品的名称：水杯。"),
)
BOOK.add("design.no-use", "CN-DSN-002", _explained("用途", None))
BOOK.add("design.no-design-point", "CN-DSN-003", _explained("设计要点：", None))
BOOK.add(
    "design.absent-view-designated",
    "CN-DSN-004",
    _explained("最能表明", "4. 最能表明设计要点的图片或照片：立体图。"),
)
BOOK.add(
    "design.promotional",
    "CN-DSN-021",
    _explained("用途", "2. 本外观设计产品的用途：用于照明。本产品美观耐用、散热快。"),
)


@kind("design.locarno-short", "CN-DSN-025")
def _locarno(draft: Draft) -> Places:
    draft.require(draft.kind == "design")
    return draft.set("/locarno", "6-4")


@kind("design.view-named-otherwise", "CN-DSN-010")
def _view_name(draft: Draft) -> Places:
    draft.require(draft.kind == "design")
    return draft.set("/views/0/label", "正视图")


@kind("design.view-neither-filed-nor-explained", "CN-DSN-009")
def _omitted_view(draft: Draft) -> Places:
    draft.require(draft.kind == "design")
    lines = draft.request["brief_explanation"]
    draft.set("/brief_explanation", [line for line in lines if "省略" not in line])
    return None
