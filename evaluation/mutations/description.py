"""Defects of the description: sections, figures, signs, numbering and words."""

from __future__ import annotations

import re

from evaluation.mutations.claim_set import describe, place_of
from evaluation.mutations.editing import Draft, Element, Place
from evaluation.mutations.mutator import Book, Places, Spoil

BOOK = Book()
kind = BOOK.kind

SECTIONS = {
    "technical-field": "技术领域",
    "background": "背景技术",
    "content": "内容",
    "drawings": "附图说明",
    "embodiments": "具体实施方式",
}


def heading(draft: Draft, words: str) -> Element:
    """The heading that contains these words."""
    for one in draft.headings:
        if words in one.text:
            return one
    draft.require(condition=False)
    raise AssertionError


def section(draft: Draft, words: str) -> list[Element]:
    """The paragraphs below a heading."""
    start = heading(draft, words).end
    later = [one.start for one in draft.headings if one.start > start]
    end = min(later, default=10**9)
    return [one for one in draft.paragraphs if start <= one.start < end]


def _without_heading(words: str) -> Spoil:
    def spoil(draft: Draft) -> Places:
        draft.remove(heading(draft, words))
        return None

    return spoil


def _renamed_heading(words: str, other: str) -> Spoil:
    def spoil(draft: Draft) -> Places:
        found = heading(draft, words)
        draft.replace(found, 0, len(found.text), other)
        return None

    return spoil


for _name, _words in SECTIONS.items():
    BOOK.add(f"description.no-{_name}-heading", "CN-DSC-002", _without_heading(_words))
BOOK.add("description.background-renamed", "CN-DSC-002", _renamed_heading("背景技术", "研究现状"))
BOOK.add("description.embodiments-renamed", "CN-DSC-002", _renamed_heading("具体实施方式", "举例"))


@kind("description.sections-exchanged", "CN-DSC-003")
def _exchanged(draft: Draft) -> tuple[Place, ...]:
    first, second = heading(draft, "技术领域"), heading(draft, "背景技术")
    draft.replace(second, 0, len(second.text), "技术领域")
    draft.replace(heading(draft, "技术领域"), 0, len(first.text), "背景技术")
    return draft.whole(heading(draft, "背景技术")), draft.whole(heading(draft, "技术领域"))


@kind("description.background-after-content", "CN-DSC-003")
def _background_late(draft: Draft) -> tuple[Place, ...]:
    background, content = heading(draft, "背景技术"), heading(draft, "内容")
    name = content.text
    draft.replace(content, 0, len(name), "背景技术")
    draft.replace(background, 0, len(background.text), name)
    return draft.whole(heading(draft, "背景技术")), draft.whole(heading(draft, "内容"))


@kind("description.figure-section-without-figures", "CN-DSC-004")
def _figure_section(draft: Draft) -> tuple[Place, ...]:
    draft.require(not draft.has("drawings"))
    place = heading(draft, "具体实施方式")
    raw = '<heading id="h0009" level="2">附图说明</heading>\n'
    return (draft.splice(place.file, place.start, place.start, raw),)


@kind("description.no-figure-explanation", "CN-DSC-005")
def _no_explanation(draft: Draft) -> Places:
    draft.require(draft.has("drawings"))
    paragraphs = section(draft, "附图说明")
    for paragraph in reversed(paragraphs):
        draft.remove(paragraph)
    draft.remove(heading(draft, "附图说明"))
    _renumber(draft)
    return None


def _renumber(draft: Draft) -> None:
    """Give the paragraphs consecutive numbers again."""
    for position in range(len(draft.paragraphs)):
        draft.attribute(draft.paragraphs[position], "num", f"{position + 1:04d}")


@kind("description.explains-absent-figure", "CN-DSC-006")
def _explains_absent(draft: Draft) -> Place:
    draft.require(draft.has("drawings"))
    paragraph = section(draft, "附图说明")[0]
    return draft.append(paragraph, "；图19为另一角度的示意图")


@kind("description.figure-not-explained", "CN-DSC-007")
def _not_explained(draft: Draft) -> Places:
    count = len(draft.figures)
    for paragraph in section(draft, "附图说明"):
        if count > 1 and re.match(rf"图{count}(?!\d)", paragraph.text):
            draft.remove(paragraph)
            _renumber(draft)
            return (draft.whole(draft.figures[-1]), *(map(draft.whole, section(draft, "附图说明"))))
    draft.require(condition=False)
    raise AssertionError


@kind("description.mentions-absent-figure", "CN-DSC-008")
def _mentions_absent(draft: Draft) -> Place:
    draft.require(draft.has("drawings"))
    return _in_embodiments(draft, "，如图17所示", "图17")


@kind("description.absent-figure-in-range", "CN-DSC-008")
def _absent_in_range(draft: Draft) -> Place:
    draft.require(draft.has("drawings"))
    return _in_embodiments(draft, "，如图1至图18所示", "图1至图18")


def _in_embodiments(draft: Draft, clause: str, words: str) -> Place:
    """Add a clause to the last paragraph of the embodiments; gives the place of its words."""
    paragraph = section(draft, "具体实施方式")[-1]
    draft.append(paragraph, clause)
    return place_of(draft, section(draft, "具体实施方式")[-1], words)


_SIGNED = re.compile(r"([\u4e00-\u9fff]{2})(\d{1,3})(?![\dm%℃.．～~至份])")


@kind("description.sign-for-two-parts", "CN-DSC-010")
def _sign_for_two(draft: Draft) -> Place:
    draft.require(draft.has("drawings"))
    sign = _first_sign(draft)
    return _in_embodiments(draft, f"，并放置在底座{sign}上，底座{sign}固定在地面上", f"底座{sign}")


def _first_sign(draft: Draft) -> str:
    """A sign that the claims put in brackets and the embodiments use."""
    found = re.search(r"[\u4e00-\u9fff]\((\d+)\)", draft.claims[0].text)
    draft.require(found)
    assert found is not None  # noqa: S101 - for the type checker
    return found[1]


@kind("description.sign-in-brackets", "CN-DSC-011")
def _sign_in_brackets(draft: Draft) -> Place:
    draft.require(draft.has("drawings"))
    part = re.search(r"([\u4e00-\u9fff]{2,3})\((\d+)\)", draft.claims[0].text)
    draft.require(part)
    assert part is not None  # noqa: S101 - for the type checker
    for paragraph in section(draft, "具体实施方式"):
        found = re.search(rf"{part[1]}({part[2]})(?!\d)", paragraph.text)
        if found:
            return draft.replace(paragraph, *found.span(1), f"({part[2]})")
    draft.require(condition=False)
    raise AssertionError


_CLAUSES = (
    ("description.cites-claim", "CN-DSC-012", "，如权利要求1所述的结构也适用", "如权利要求1所述的"),
    (
        "description.according-to-claim",
        "CN-DSC-012",
        "，根据权利要求1所述的结构设置",
        "根据权利要求1所述的",
    ),
    ("description.internationally-leading", "CN-DSC-013", "，达到国际领先水平", "国际领先"),
    ("description.best-product", "CN-DSC-013", "，是市场上最佳产品", "最佳产品"),
    ("description.market-prospect", "CN-DSC-013", "，市场前景广阔", "市场前景广阔"),
    ("description.slander", "CN-DSC-014", "，而甲公司的产品粗制滥造", "粗制滥造"),
    ("description.shoddy", "CN-DSC-014", "，而某品牌产品质量低劣", "质量低劣"),
    ("description.inch", "CN-DSC-017", "，其长度为5英寸", "5英寸"),
    ("description.jin", "CN-DSC-017", "，其重量为3斤", "3斤"),
    ("description.horsepower", "CN-DSC-017", "，其功率为10马力", "10马力"),
    ("description.crosses", "CN-DSC-029", "，其长度为×××", "×××"),
    ("description.xxx", "CN-DSC-029", "，其长度为XXXX", "XXXX"),
    ("description.to-do", "CN-DSC-029", "（待补充）", "待补充"),
    ("description.traditional", "CN-DSC-028", "，適用於各種場合", "適"),
    ("description.private-use", "CN-FMT-006", "，其直径为\ue201", "\ue201"),
)


def _adding(clause: str, words: str) -> Spoil:
    def spoil(draft: Draft) -> Place:
        return _in_embodiments(draft, clause, words)

    return spoil


for _kind, _code, _clause, _shown in _CLAUSES:
    BOOK.add(_kind, _code, _adding(_clause, _shown))


@kind("description.template-text", "CN-DSC-029")
def _template(draft: Draft) -> Place:
    paragraph = section(draft, "技术领域")[0]
    text = "在此处键入技术领域描述段落。"
    return draft.replace(paragraph, 0, len(paragraph.text), text)


@kind("description.document-without-number", "CN-DSC-019")
def _without_number(draft: Draft) -> Place:
    paragraph = section(draft, "背景技术")[-1]
    draft.append(paragraph, "，例如某中国专利公开了一种支撑结构")
    return place_of(draft, section(draft, "背景技术")[-1], "某中国专利公开了一种支撑结构")


@kind("description.picture", "CN-DSC-015")
def _picture(draft: Draft) -> Place:
    paragraph = section(draft, "具体实施方式")[-1]
    figure = re.search(r'file="([^"]+)"', draft.text(draft.paper("drawings")))
    draft.require(figure)
    assert figure is not None  # noqa: S101 - for the type checker
    source = next(one for one in draft.names() if one.endswith(figure[1]))
    folder = paragraph.file.rpartition("/")[0]
    draft.add_file(f"{folder}/{figure[1]}", draft.data(source))
    at = paragraph.offsets[-2][1]
    picture = f'<img id="ip0001" file="{figure[1]}" wi="40" he="30" img-content="drawing" img-format="tif"/>'
    return draft.splice(paragraph.file, at, at, picture)


@kind("description.number-skipped", "CN-DSC-016")
def _number_skipped(draft: Draft) -> Place:
    last = len(draft.paragraphs)
    return draft.attribute(draft.paragraphs[-1], "num", f"{last + 3:04d}")


@kind("description.number-repeated", "CN-DSC-016")
def _number_repeated(draft: Draft) -> Place:
    last = len(draft.paragraphs)
    return draft.attribute(draft.paragraphs[-1], "num", f"{last - 1:04d}")


@kind("description.number-short", "CN-DSC-016")
def _number_short(draft: Draft) -> Place:
    last = len(draft.paragraphs)
    return draft.attribute(draft.paragraphs[-1], "num", f"{last:03d}")


@kind("description.says-invention", "CN-DSC-022")
def _says_invention(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    return draft.substitute(section(draft, "技术领域")[0], "本实用新型", "本发明")


@kind("description.heading-of-invention", "CN-DSC-022")
def _heading_of_invention(draft: Draft) -> Place:
    draft.require(draft.kind == "utility_model")
    found = heading(draft, "内容")
    return draft.replace(found, 0, len(found.text), "发明内容")


def _says(draft: Draft, apart: Element, words: str) -> bool:
    """Whether a paragraph other than this one speaks of it too."""
    return any(re.search(words, one.text) for one in draft.paragraphs if one.start != apart.start)


@kind("description.no-effect", "CN-DSC-023")
def _no_effect(draft: Draft) -> tuple[Place, ...]:
    content = section(draft, "内容")
    found = [one for one in content if "有益效果" in one.text]
    draft.require(
        found
        and not _says(
            draft,
            found[0],
            "效果|优[点势]|提高|降低|避免|防止|[改增]|节省|减少|能够|可以|便|利|简单",
        )
    )
    draft.remove(found[0])
    _renumber(draft)
    return (draft.whole(heading(draft, "内容")),)


@kind("description.no-problem", "CN-DSC-023")
def _no_problem(draft: Draft) -> tuple[Place, ...]:
    content = section(draft, "内容")
    found = [one for one in content if "技术问题" in one.text and len(one.text) < 80]
    draft.require(found and not _says(draft, found[0], "问题是|不足|缺陷|缺点|难以|无法|容易"))
    draft.replace(found[0], 0, len(found[0].text), "本方案涉及以下结构。")
    for paragraph in section(draft, "内容"):
        if "解决上述技术问题" in paragraph.text:
            draft.substitute(paragraph, "解决上述技术问题", "此")
    return (draft.whole(heading(draft, "内容")),)


@kind("description.no-embodiment", "CN-DSC-024")
def _no_embodiment(draft: Draft) -> tuple[Place, ...]:
    for paragraph in reversed(section(draft, "具体实施方式")):
        draft.remove(paragraph)
    return (draft.whole(heading(draft, "具体实施方式")),)


@kind("description.embodiment-without-figures", "CN-DSC-024")
def _embodiment_without_figures(draft: Draft) -> tuple[Place, ...]:
    draft.require(draft.has("drawings"))
    for index in range(len(section(draft, "具体实施方式"))):
        while found := re.search(r"图\d+|附图", section(draft, "具体实施方式")[index].text):
            draft.replace(section(draft, "具体实施方式")[index], *found.span(), "上文")
    places = [draft.whole(one) for one in section(draft, "具体实施方式")]
    return (draft.whole(heading(draft, "具体实施方式")), *places)


@kind("description.english", "CN-ACC-004")
def _english(draft: Draft) -> tuple[Place, ...]:
    text = "The device has a body and a cover that is hinged to the body for easy cleaning."
    found = []
    for index in range(len(draft.paragraphs)):
        paragraph = draft.paragraphs[index]
        if paragraph.text:
            found.append(draft.replace(paragraph, 0, len(paragraph.text), text))
    return tuple(found)


@kind("description.added-paragraph-unnumbered", "CN-DSC-016")
def _wrong_number(draft: Draft) -> Place:
    place = describe(draft, "以上各部分可以更换。")
    draft.attribute(draft.paragraphs[-1], "num", "0001")
    return draft.whole(draft.paragraphs[-1]) if place else place
