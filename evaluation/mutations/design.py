"""Defects of design applications."""

from __future__ import annotations

from evaluation.mutations.editing import Draft
from evaluation.mutations.mutator import Book, Places

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


@kind("design.traditional-name", "CN-DSC-028")
def _traditional(draft: Draft) -> Places:
    draft.require(draft.kind == "design")
    return draft.set("/product_name", "檯燈")
