"""A notice as the lines that both documents show, in one language."""

from __future__ import annotations

from shared.contracts.common import Message
from shared.contracts.notices import NoticeDefect, NoticeDraft, NoticeLanguage

LABELS = {
    "draft": Message(
        zh="草案　未经审查员审核签发，不具有法律效力",
        en="DRAFT, not checked and signed by an examiner: it has no legal effect",
    ),
    "addressee": Message(zh="收件人：", en="To: "),
    "none": Message(zh="（未发现）", en="(none)"),
    "basis": Message(zh="依据：", en="Basis: "),
    "due": Message(zh="可在此日前补交：", en="May follow until: "),
    "quote": Message(zh="原文：", en="Text: "),
    "sheet": Message(zh="审查员工作页（不随通知书发出）", en="Examiner's sheet (not to be sent)"),
    "listed": Message(zh="通知书所列缺陷", en="Defects listed in the notice"),
    "made": Message(
        zh="本草案由智审依规则集{version}生成，供审查员审核、修改后使用。",
        en="Draft made by Zhishen with rule set {version} for an examiner to check and edit.",
    ),
}
SIGNATURES = (
    Message(zh="审查员：", en="Examiner: "),
    Message(zh="审查部门：", en="Department: "),
    Message(zh="联系电话：", en="Telephone: "),
)
COLUMNS = (
    Message(zh="序号", en="No."),
    Message(zh="规则", en="Rule"),
    Message(zh="问题", en="Finding"),
    Message(zh="依据", en="Basis"),
    Message(zh="后果", en="Consequence"),
    Message(zh="出处", en="Place in the file"),
)
_NUMERALS = "一二三四五六七八九十"


def say(message: Message, language: NoticeLanguage) -> str:
    """The text in one language."""
    return message.zh if language == "zh" else message.en


def label(name: str, language: NoticeLanguage) -> str:
    """A fixed text of the form."""
    return say(LABELS[name], language)


def group_heading(index: int, document: Message, language: NoticeLanguage) -> str:
    """``（一）权利要求书``."""
    if language == "zh":
        numeral = _NUMERALS[index] if index < len(_NUMERALS) else str(index + 1)
        return f"（{numeral}）{document.zh}"
    return f"({index + 1}) {document.en}"


def defect_line(defect: NoticeDefect, language: NoticeLanguage) -> str:
    """``3. 权利要求2：…``."""
    message = say(defect.message, language)
    place = "" if defect.place is None else say(defect.place, language)
    if message.lower().startswith(place.lower()):
        place = ""
    colon = "：" if language == "zh" else ": "
    return f"{defect.number}. {place}{colon if place else ''}{message}"


def detail_line(defect: NoticeDefect, language: NoticeLanguage) -> str:
    """What stands below a defect in the notice: quoted text, basis, term."""
    parts = []
    if defect.quote:
        parts.append(f"{label('quote', language)}“{defect.quote}”")
    parts.append(f"{label('basis', language)}{say(defect.basis, language)}")
    if defect.due is not None:
        parts.append(f"{label('due', language)}{defect.due}")
    return ("；" if language == "zh" else "; ").join(parts)


def sheet_row(defect: NoticeDefect, language: NoticeLanguage) -> tuple[str, ...]:
    """One defect on the examiner's sheet, in the order of ``COLUMNS``."""
    place = defect.location
    span = "" if place.start is None else f" {place.start}-{place.end}"
    note = "" if defect.note is None else f"（{say(defect.note, language)}）"
    return (
        str(defect.number),
        defect.code,
        defect_line(defect, language).partition(". ")[2],
        f"{say(defect.basis, language)}{note}",
        say(defect.consequence, language),
        f"{place.file}{span}",
    )


def sheet_parts(
    notice: NoticeDraft, language: NoticeLanguage
) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The tables of the examiner's sheet: heading and rows."""
    listed = (label("listed", language), notice.groups)
    parts = [listed, *((say(part.heading, language), part.groups) for part in notice.for_examiner)]
    tables = [
        (heading, [sheet_row(one, language) for group in groups for one in group.defects])
        for heading, groups in parts
    ]
    return [(heading, rows) for heading, rows in tables if rows]


def made_by(notice: NoticeDraft, language: NoticeLanguage) -> str:
    """The last line: who made the draft."""
    return label("made", language).format(version=notice.rule_set)
