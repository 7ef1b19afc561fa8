"""The papers are those of the list in the request (CN-ACC-011)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import statements, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS
from services.formal_check.domain.rules.acceptance.package import PART_NAMES, PARTS, filing_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.filing_papers import FilingStatements, ListedFile
from shared.model.facts.reading import kind_key

_PART_OF = {kind_key(name): part for part, names in PARTS.items() for name in names}


@filing_rule(
    "CN-ACC-011",
    zh="请求书的文件清单与实际提交的文件一致",
    en="The list of papers in the request agrees with the papers",
    severity=Severity.WARNING,
    reads=[Input.REQUEST, Input.DOCUMENTS, Input.DRAWINGS, Input.PAPERS],
    kinds=ALL_KINDS,
    basis=[rules(19, 1), guidelines("5.3.2.3.1")],
)
def list_differs(case: Case) -> Drafts:
    """Compare the list of papers with the documents of the package and the papers of the case.

    Compared are names, and for drawings the pages: more pages than figures and sheets is told
    from the picture files.

    Why:
        On receipt the office checks the papers against the list.
    Known problems:
        Numbers of pages of texts are not compared: the package does not tell them.

    Example:
        清单列有说明书附图，包内没有
    Use instead:
        清单与包内文件一致
    中文:
        比较请求书的文件清单与申请包内的文件：清单列有而包内没有、包内有而清单没有列出的，以及附图页数少于或多于图片数的，予以提示。

    """
    stated = statements(case, FilingStatements)
    listed = stated.file_list
    if listed is None:
        unknown("文件清单", "the list of papers")
    there = {document.part for document in case.documents if document.part in PARTS}
    named: dict[str, tuple[int, ListedFile]] = {}
    for index, line in enumerate(listed):
        part = _PART_OF.get(kind_key(line.name or ""))
        if part is not None:
            named.setdefault(part, (index, line))
    for part, (index, line) in named.items():
        pointer = f"/request/further/file_list/{index}"
        if part not in there and (line.pages or 1) > 0:
            yield placed(
                case.field(f"{pointer}/name", line.name or ""),
                zh=f"清单列有{PART_NAMES[part]}，申请包内没有，请补交或者更正清单。",
                en=f"The list has the {part.replace('_', ' ')}, the package has not: file it or "
                "correct the list.",
            )
        elif part == "drawings" and line.pages is not None:
            sheets = len({image.path for figure in case.figures for image in figure.images})
            if sheets and sheets != line.pages:
                yield placed(
                    case.field(f"{pointer}/pages", str(line.pages)),
                    zh=f"清单写附图{line.pages}页，实有{sheets}页，请核对。",
                    en=f"The list has {line.pages} pages of drawings, the package {sheets}: check.",
                )
    for part in sorted(there - set(named)):
        yield absent(
            "/request/further/file_list",
            zh=f"申请包内有{PART_NAMES[part]}，清单没有列出，请更正清单。",
            en=f"The package has the {part.replace('_', ' ')}, the list has not: correct it.",
        )
    for index, line in enumerate(stated.attachment_list or ()):
        name = kind_key(line.name or "")
        if name and not any(
            name in kind_key(p.kind) or kind_key(p.kind) in name for p in case.papers
        ):
            yield placed(
                case.field(f"/request/further/attachment_list/{index}/name", line.name or ""),
                zh="附加文件清单列有该文件，实际没有提交，请补交或者更正清单。",
                en="The list of further papers has this one, but it was not filed: file it or correct "
                "the list.",
            )


RULES = (list_differs,)
