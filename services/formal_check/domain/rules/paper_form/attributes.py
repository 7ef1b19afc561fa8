"""What the XML of e-filed papers has to state (CN-FMT-002)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import practice
from services.formal_check.domain.findings import Drafts, placed, whole
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import FILING
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.paper_form.pictures import image_place, images
from services.formal_check.domain.rules.paper_form.reading import EFILING
from shared.contracts.formal_check import Severity


@rule(
    "CN-FMT-002",
    zh="XML文件具备文件类型定义所要求的编号和图片属性",
    en="XML papers have the numbers and picture attributes that the DTD requires",
    severity=Severity.WARNING,
    reads=[Input.DOCUMENTS, Input.DESCRIPTION, Input.DRAWINGS, Input.ABSTRACT],
    profiles=FILING,
    basis=[practice()],
)
def required_attributes(case: Case) -> Drafts:
    """Report paragraphs without num, and images without file name or size, in e-filed XML.

    XML that is not well-formed is refused when it is read, with file and line.

    Why:
        The e-filing system takes papers only if they fit its DTD.
    Known problems:
        Of the DTD only these required attributes are checked; it is known from secondary sources,
        hence a warning.

    Example:
        <p>（缺num）
    Use instead:
        <p id="p1" num="0001">
    中文:
        电子申请的XML文件中段落没有num属性，或者图片没有文件名、尺寸时提示。不良构的XML在读取时即被拒绝。
        文件类型定义依据二手来源，仅检查上述必需属性。

    """
    if not any(document.format == EFILING for document in case.documents):
        raise NotApplicable("不是电子申请的XML文件。", "The papers are no e-filing XML.")
    numbered = False
    if case.has_description:
        paragraphs = [p for p in case.paragraphs if p.opens_section is None]
        numbered = any(paragraph.number is not None for paragraph in paragraphs)
        for paragraph in paragraphs:
            if numbered and not (paragraph.number or "").strip():
                yield whole(
                    paragraph.unit,
                    zh="该段落没有num属性，请补充段落编号。",
                    en="This paragraph has no num attribute: add it.",
                )
    for part, figure, image in images(case):
        missing = [
            name
            for name, value in (
                ("file", image.name),
                ("wi", image.width_mm),
                ("he", image.height_mm),
            )
            if not value
        ]
        if missing:
            yield placed(
                image_place(case, part, figure, image),
                zh=f"图片缺少属性{'、'.join(missing)}，请补充。",
                en=f"The image lacks {', '.join(missing)}: add them.",
            )


RULES = (required_attributes,)
