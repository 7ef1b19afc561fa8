"""The electronic form of the papers (CN-FMT-001, 003, 004, 006)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import practice
from services.formal_check.domain.findings import Drafts, at, placed
from services.formal_check.domain.profile import ALL_KINDS, FILING, GoverningDate
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity
from shared.model.drawings import ImageFile
from shared.model.source import Location

_NOT_XML = frozenset({"docx", "text"})
_PAPERS = frozenset({"claims", "description", "abstract", "drawings"})
_FOLDER_NOTE = "part-differs-from-folder"


@rule(
    "CN-FMT-001",
    zh="2026年1月1日起电子申请文件使用XML格式",
    en="Since 2026-01-01 papers of e-filings are XML",
    severity=Severity.WARNING,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    effective_from=date(2026, 1, 1),
    introduced=True,
    basis=[practice()],
)
def paper_not_xml(case: Case) -> Drafts:
    """Report a paper of a filing that came as DOCX or plain text.

    Why:
        The office announced that since 2026 papers of e-filings are accepted as XML only.
    Known problems:
        The announcement is known from secondary sources; hence a warning, not an error. For a
        draft that is to be converted, the finding is a reminder.

    Example:
        说明书.docx
    Use instead:
        100002.xml
    中文:
        申请日在2026年1月1日以后的申请，申请文件为DOCX或者纯文本时提示转换为XML。该要求依据二手来源，仅作提示。

    """
    for document in case.documents:
        if document.format in _NOT_XML and document.part in _PAPERS:
            yield placed(
                document.location or Location(file=document.file, element=document.part),
                zh="该文件不是XML格式，提交电子申请前请转换为XML。",
                en="This paper is not XML: convert it before e-filing.",
            )


@rule(
    "CN-FMT-003",
    zh="各申请文件放在与表格代码相符的文件夹中",
    en="Every paper lies in the folder of its form code",
    severity=Severity.ERROR,
    reads=[Input.DOCUMENTS],
    profiles=FILING,
    basis=[practice()],
)
def paper_in_wrong_folder(case: Case) -> Drafts:
    """Report a paper whose content is another than its folder's code says.

    Why:
        The e-filing system takes 100001 for claims, 100002 for the description, and so on.
    Known problems:
        The folder codes are known from published packages, not from a text at hand.

    Example:
        100001文件夹中是说明书
    Use instead:
        100001文件夹中是权利要求书
    中文:
        文件夹的表格代码与其中文件的内容不一致时报告，例如100001文件夹中的文件是说明书。

    """
    for note in case.reading_notes:
        if note.code == _FOLDER_NOTE:
            yield placed(
                note.location or Location(file="", element="package"),
                zh="文件内容与所在文件夹的表格代码不一致，请放入相应文件夹。",
                en="The paper is another than its folder's form code says: move it to its folder.",
            )


_ALLOWED = frozenset({".jpg", ".jpeg", ".tif", ".tiff"})


def _images(case: Case) -> Iterator[tuple[ImageFile, Location | None]]:
    for figure in case.figures:
        for image in figure.images:
            yield image, figure.location
    abstract = case.abstract_or_none
    if abstract is not None and abstract.figure is not None:
        for image in abstract.figure.images:
            yield image, abstract.figure.location


@rule(
    "CN-FMT-004",
    zh="文件中引用的图片应当存在，格式为jpg或者tif",
    en="Images named in the papers exist and are jpg or tif",
    severity=Severity.ERROR,
    reads=[Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    basis=[practice()],
)
def image_missing_or_of_wrong_format(case: Case) -> Drafts:
    """Report a drawing whose image file is missing, or has another format than jpg or tif.

    Why:
        A figure without its picture was not filed.
    Known problems:
        The format is told by the file's name. The list of formats is that of the office's DTD.

    Example:
        file="images/a.png"
    Use instead:
        file="100003_1.jpg"
    中文:
        附图引用的图片文件在申请包中不存在，或者不是jpg、tif格式时报告。

    """
    images = list(_images(case))
    if not images:
        raise NotApplicable("没有附图图片。", "There are no images of drawings.")
    for image, location in images:
        place = location or Location(file="", text=image.name, element="drawings")
        suffix = PurePosixPath(image.name.replace("\\", "/")).suffix.lower()
        if image.path is None:
            yield placed(
                place,
                zh=f"图片文件“{image.name}”不在申请包中，请补充。",
                en=f"The image file “{image.name}” is not in the package: add it.",
            )
        elif suffix not in _ALLOWED:
            yield placed(
                place,
                zh=f"图片文件“{image.name}”不是jpg或者tif格式，请转换。",
                en=f"The image file “{image.name}” is neither jpg nor tif: convert it.",
            )


_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd\ufffe\uffff"
    "\U000f0000-\U000ffffd\U00100000-\U0010fffd\ud800-\udfff]+"
)


def _has_forbidden(text: str) -> bool:
    return _FORBIDDEN.search(text) is not None


@rule(
    "CN-FMT-006",
    zh="字符限于GB18030，不含私用区字符和控制字符",
    en="Characters are within GB 18030, without private-use and control characters",
    severity=Severity.ERROR,
    reads=[
        Input.TITLE,
        Input.ABSTRACT,
        Input.CLAIMS,
        Input.DESCRIPTION,
        Input.HEADINGS,
        Input.DESIGN,
    ],
    kinds=ALL_KINDS,
    profiles=FILING,
    languages=None,
    governed_by=GoverningDate.FILING,
    basis=[practice()],
)
def unencodable_characters(case: Case) -> Drafts:
    """Find private-use, control and replacement characters in any text.

    Why:
        Such characters look different, or vanish, on another machine: the text is not certain.
    Known problems:
        Known from the e-filing editor's behaviour, not from a text at hand.

    Example:
        温度为U+E201（私用区字符）
    Use instead:
        温度为25℃
    中文:
        查找文本中的私用区字符、控制字符和替换字符（�）。这些字符在其他设备上显示不同或者丢失，内容不确定。

    """
    for unit in case.text_units_where(_has_forbidden):
        for found in _FORBIDDEN.finditer(unit.text):
            codes = " ".join(f"U+{ord(character):04X}" for character in found.group()[:8])
            yield at(
                unit,
                *found.span(),
                zh=f"含有不能使用的字符{codes}，请改为规范字符或者以图片、公式表示。",
                en=f"Characters that may not be used ({codes}): replace them by standard ones, or by "
                "an image or formula.",
            )


RULES = (
    paper_not_xml,
    paper_in_wrong_folder,
    image_missing_or_of_wrong_format,
    unencodable_characters,
)
