"""Defects of the title and the abstract."""

from __future__ import annotations

import re

from evaluation.mutations.claim_set import place_of
from evaluation.mutations.editing import Draft, Field, Place
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
kind = BOOK.kind

TitlePlaces = tuple[Place | Field, ...]


def entitle(draft: Draft, title: str) -> TitlePlaces:
    """Give the application another title in the description, the request and the abstract."""
    old = draft.title.text
    if draft.has("abstract") and title and old in draft.abstract.text:
        draft.substitute(draft.abstract, old, title)
    places: TitlePlaces = (draft.replace(draft.title, 0, len(old), title),)
    if "title" in draft.request:
        places = (*places, draft.set("/title", title))
    return places


@kind("title.empty", "CN-REQ-001")
def _empty(draft: Draft) -> Places:
    entitle(draft, "")
    return None


_ENDINGS = (
    ("title.over-60", "CN-REQ-002", "、" + "温度传感部件与湿度传感部件以及压力传感部件" * 3),
    ("title.over-25", "CN-REQ-003", "及采用该结构的可移动多层货物存放架及其安装构件与附属部件"),
    ("title.and-the-like", "CN-REQ-005", "及其类似物"),
    ("title.and-others", "CN-REQ-005", "及其他"),
    ("title.and-so-on", "CN-REQ-005", "等"),
)


def _lengthened(ending: str) -> Spoil:
    def spoil(draft: Draft) -> TitlePlaces:
        return entitle(draft, draft.title.text + ending)

    return spoil


for _kind, _code, _ending in _ENDINGS:
    BOOK.add(_kind, _code, _lengthened(_ending))


def _only(word: str) -> Spoil:
    def spoil(draft: Draft) -> TitlePlaces:
        return entitle(draft, word)

    return spoil


BOOK.add("title.only-device", "CN-REQ-006", _only("装置"))
BOOK.add("title.only-method", "CN-REQ-006", _only("一种方法"))


@kind("title.other-in-request", "CN-REQ-008")
def _other_in_request(draft: Draft) -> tuple[Place | Field, ...]:
    draft.require("title" in draft.request)
    return draft.set("/title", "一种手推车"), draft.whole(draft.title)


@kind("title.shorter-in-request", "CN-REQ-008")
def _shorter_in_request(draft: Draft) -> tuple[Place | Field, ...]:
    title = str(draft.request.get("title", ""))
    draft.require(title.startswith("一种"))
    return draft.set("/title", title.removeprefix("一种")), draft.whole(draft.title)


@kind("title.labelled", "CN-DSC-001")
def _labelled(draft: Draft) -> Place:
    return draft.prepend(draft.title, "发明名称：")


@kind("title.labelled-name", "CN-DSC-001")
def _labelled_name(draft: Draft) -> Place:
    return draft.prepend(draft.title, "名称：")


@kind("title.traditional", "CN-DSC-028")
def _traditional(draft: Draft) -> TitlePlaces:
    return entitle(draft, draft.title.text + "與支撐裝置")


@kind("abstract.absent", "CN-ABS-001")
def _absent(draft: Draft) -> Places:
    draft.drop_file(draft.paper("abstract"))
    if "abstract_figure_number" in draft.request:
        draft.unset("/abstract_figure_number")
    return None


@kind("abstract.too-long", "CN-ABS-002")
def _too_long(draft: Draft) -> Place:
    sentence = "各部分之间可拆卸地连接，便于维护和更换。"
    missing = 320 - len(draft.abstract.text)
    repeated = sentence * (missing // len(sentence) + 1)
    return draft.append(draft.abstract, "。" + repeated.rstrip("。"))


@kind("abstract.without-title", "CN-ABS-003")
def _without_title(draft: Draft) -> Place:
    text = "本申请公开了一种手推车，包括车架和车轮，车轮转动连接在车架上，用于搬运货物。"
    return draft.replace(draft.abstract, 0, len(draft.abstract.text), text)


@kind("abstract.heading", "CN-ABS-005")
def _heading(draft: Draft) -> Place:
    return draft.prepend(draft.abstract, "【摘要】")


@kind("abstract.heading-with-colon", "CN-ABS-005")
def _heading_colon(draft: Draft) -> Place:
    return draft.prepend(draft.abstract, "说明书摘要：")


_CLAUSES = (
    ("abstract.first-in-world", "CN-ABS-006", "，属世界首创", "世界首创"),
    ("abstract.best-selling", "CN-ABS-006", "，深受广大用户喜爱", "深受广大用户喜爱"),
    ("abstract.market", "CN-ABS-006", "，市场前景广阔", "市场前景广阔"),
    ("abstract.placeholder", "CN-DSC-029", "，其长度为×××", "×××"),
    ("abstract.private-use", "CN-FMT-006", "，其直径为\ue305", "\ue305"),
    ("abstract.traditional", "CN-DSC-028", "，結構簡單", "結"),
)


def _adding(clause: str, words: str) -> Spoil:
    def spoil(draft: Draft) -> Place:
        draft.append(draft.abstract, clause)
        return place_of(draft, draft.abstract, words)

    return spoil


for _kind, _code, _clause, _words in _CLAUSES:
    BOOK.add(_kind, _code, _adding(_clause, _words))


@kind("abstract.figure-not-designated", "CN-ABS-007")
def _not_designated(draft: Draft) -> Places:
    draft.require(draft.kind == "invention" and draft.has("drawings"))
    draft.unset("/abstract_figure_number")
    return None


@kind("abstract.figure-absent", "CN-ABS-008")
def _figure_absent(draft: Draft) -> Places:
    draft.require("abstract_figure_number" in draft.request)
    return draft.set("/abstract_figure_number", 9)


@kind("abstract.no-figure-utility-model", "CN-ABS-010")
def _no_figure(draft: Draft) -> Places:
    draft.require(draft.kind == "utility_model")
    draft.unset("/abstract_figure_number")
    return None


@kind("abstract.sign-without-brackets", "CN-ABS-009")
def _sign_without_brackets(draft: Draft) -> Place:
    found = re.search(r"[\u4e00-\u9fff]\((\d+)\)", draft.abstract.text)
    draft.require(found)
    assert found is not None  # noqa: S101 - for the type checker
    return draft.replace(draft.abstract, found.start() + 1, found.end(), found[1])
