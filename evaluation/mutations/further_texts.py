"""Further defects of texts: wording of titles and descriptions, signs, sections, designs."""

from __future__ import annotations

import re

from evaluation.mutations.claim_set import describe
from evaluation.mutations.editing import Draft, Field, Place
from evaluation.mutations.mutator import Book, Places, Spoil
from evaluation.mutations.sequence_listing import with_listing
from evaluation.mutations.title_abstract import TitlePlaces, entitle

BOOK = Book()
kind = BOOK.kind
_DATE = re.compile(r"\d{4}年")


def _prefixed(words: str) -> Spoil:
    def spoil(draft: Draft) -> TitlePlaces:
        title = draft.title.text.removeprefix("一种")
        return entitle(draft, f"{words}{title}")

    return spoil


for _kind, _code, _words in (
    ("title.model-number", "CN-REQ-004", "XJ-200型"),
    ("title.praised", "CN-REQ-007", "全球领先的"),
    ("title.with-a-place", "CN-REQ-007", "一种茅台镇"),
):
    BOOK.add(_kind, _code, _prefixed(_words))


@kind("title.without-the-method", "CN-REQ-009")
def _without_method(draft: Draft) -> TitlePlaces:
    title = draft.title.text
    draft.require("及" in title and title.endswith("方法"))
    return entitle(draft, title.partition("及")[0])


def _described(text: str, words: str) -> Spoil:
    """Add a sentence to the embodiments; what is wrong with it are ``words``."""

    def spoil(draft: Draft) -> Place:
        draft.require(not _DATE.search(words) or draft.kind)  # dates are compared with the filing
        place = describe(draft, text)
        written = draft.text(place.file)
        start = written.index(words, place.start)
        return Place(place.file, start, start + len(words))

    return spoil


for _kind, _code, _text, _words in (
    ("description.english-term", "CN-DSC-018", "控制程序采用Kubernetes编排，Kubernetes便于扩展。", "Kubernetes"),
    ("description.english-term-once", "CN-DSC-018", "数据以Parquet格式保存。", "Parquet"),
    ("description.paper-of-the-future", "CN-DSC-020", "参见期刊论文（2029年3月）。", "2029年3月"),
    ("description.trade-mark", "CN-DSC-021", "其内壁设有特氟龙涂层。", "特氟龙"),
):  # fmt: skip
    BOOK.add(_kind, _code, _described(_text, _words))


@kind("claims.feature-not-in-summary", "CN-DSC-026")
def _not_in_summary(draft: Draft) -> Place:
    return draft.append(draft.claims[0], "，压电陶瓷换能器通过导线耦接于谐振电路板")


@kind("abstract.no-purpose", "CN-ABS-004")
def _no_purpose(draft: Draft) -> Place:
    draft.require(draft.kind == "invention")
    title = draft.title.text
    text = f"本发明公开了{title}，包括壳体和盖板，盖板与壳体连接。"
    return draft.replace(draft.abstract, 0, len(draft.abstract.text), text)


@kind("abstract.praise-only", "CN-ABS-011")
def _praise_only(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    return draft.replace(draft.abstract, 0, len(draft.abstract.text), "本品美观大方。")


@kind("signs.roman", "CN-DRW-005")
def _roman_sign(draft: Draft) -> Place:
    draft.require(draft.has("drawings"))
    place = describe(draft, "附图标记说明：Ⅲ-壳体；40-盖。")
    written = draft.text(place.file)
    start = written.index("Ⅲ", place.start)
    return Place(place.file, start, start + 1)


@kind("drawings.only-a-curve", "CN-DRW-009")
def _only_a_curve(draft: Draft) -> Place | tuple[Place, ...]:
    draft.require(draft.kind == "utility_model")
    lines = [each for each in draft.paragraphs if re.match(r"图\d{1,2}[为是]", each.text)]
    draft.require(lines)
    places = []
    for index in range(len(lines)):
        line = [each for each in draft.paragraphs if re.match(r"图\d{1,2}[为是]", each.text)][index]
        number = re.match(r"图\d{1,2}", line.text)
        draft.require(number)
        label = number[0] if number else ""
        end = "。" if line.text.endswith("。") else "；"
        places.append(draft.replace(line, 0, len(line.text), f"{label}为温度变化曲线图{end}"))
    return tuple(places)


@kind("sequences.in-the-description", "CN-SEQ-002")
def _listing_in_description(draft: Draft) -> Place:
    draft.require(draft.kind == "invention")
    heading = draft.headings[-1]
    last = draft.paragraphs[-1]
    draft.require(heading.file == last.file)
    return draft.splice(
        last.file, last.end, last.end, "<heading>序列表</heading><p>&lt;210&gt; 1</p>"
    )


@kind("sequences.pages-counted", "CN-SEQ-005")
def _pages_counted(draft: Draft) -> Places:
    with_listing(draft)
    draft.request.update(
        declared_description_pages=30,
        pages_include_sequence_listing=False,
        declared_sequence_listing_pages=20,
    )
    draft.baseline()
    draft.set("/pages_include_sequence_listing", True)
    return draft.set("/declared_description_pages", 50)


def _design(draft: Draft, name: str, *lines: str) -> None:
    """A clean design with another name and further lines of explanation."""
    draft.require(draft.kind == "design")
    old = str(draft.request["product_name"])
    draft.request["brief_explanation"] = [
        *(line.replace(f"：{old}。", f"：{name}。") for line in draft.request["brief_explanation"]),
        *lines,
    ]
    draft.request["product_name"] = name


def _views(count: int) -> list[dict[str, str]]:
    return [
        {"file": "front.jpg", "kind": "front", "label": f"设计{number}主视图"}
        for number in range(1, count + 1)
    ]


@kind("design.twelve-similar", "CN-DSN-012")
def _twelve(draft: Draft) -> Places:
    _design(draft, "台灯", "6. 指定设计1为基本设计。")
    draft.request["views"] = _views(10)
    draft.baseline()
    draft.set("/views", _views(12))
    return Field("/views/10"), Field("/views/11")


@kind("design.base-not-designated", "CN-DSN-013")
def _no_base(draft: Draft) -> Places:
    _design(draft, "台灯", "6. 指定设计1为基本设计。")
    draft.request["views"] = _views(2)
    draft.baseline()
    lines = draft.request["brief_explanation"][:-1]
    draft.set("/brief_explanation", lines)
    return tuple(draft.set(f"/brief_explanation/{i}", line) for i, line in enumerate(lines))


@kind("design.numbers-behind-views", "CN-DSN-014")
def _numbers_behind(draft: Draft) -> Places:
    _design(draft, "台灯", "6. 指定设计1为基本设计。")
    draft.request["views"] = _views(2)
    draft.baseline()
    draft.set("/views/0/label", "主视图1")
    draft.set("/views/1/label", "主视图2")
    return Field("/views/0"), Field("/views/1")


@kind("design.only-the-part-named", "CN-DSN-018")
def _only_the_part(draft: Draft) -> Places:
    _design(draft, "台灯的灯罩")
    draft.request["partial"] = True
    draft.baseline()
    _design(draft, "灯罩")
    return draft.set("/product_name", "灯罩")


@kind("design.interface-without-use", "CN-DSN-020")
def _interface(draft: Draft) -> Places:
    _design(draft, "用于手机的温度显示图形用户界面")
    draft.baseline()
    _design(draft, "软件图形用户界面")
    return draft.set("/product_name", "软件图形用户界面")


@kind("design.label-of-a-bottle", "CN-DSN-027")
def _label(draft: Draft) -> Places:
    _design(draft, "瓶")
    draft.baseline()
    _design(draft, "瓶贴")
    return draft.set("/product_name", "瓶贴")


@kind("design.second-face-absent", "CN-DSN-011")
def _second_face(draft: Draft) -> Places:
    _design(draft, "丝巾")
    lines = [line for line in draft.request["brief_explanation"] if "省略" not in line]
    draft.request.update(
        brief_explanation=lines,
        planar=True,
        design_point_faces=["主视图", "后视图"],
        views=[
            {"file": "front.jpg", "kind": "front", "label": "主视图"},
            {"file": "left.jpg", "kind": "back", "label": "后视图"},
        ],
    )
    draft.baseline()
    draft.set("/views", draft.request["views"][:1])
    return Field("/views/0")
