"""Papers as a set: listed, missing, identified (CN-ACC-009 … 011); earlier numbers (CN-IDN-007)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import partial

from services.formal_check.domain.case import Case, Input
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import inapplicable, missed, statements, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.profile import (
    ALL_KINDS,
    EVERY_ROUTE,
    FILING,
    NATIONAL,
    TECHNICAL,
    GoverningDate,
)
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.application_number import check_digit, parse_cn_application_number
from shared.model.facts.comparing import name_key, name_keys, number_key
from shared.model.facts.filing_papers import (
    FilingStatements,
    Identification,
    IdentifiedPaper,
    ListedFile,
)
from shared.model.facts.reading import kind_key, read_details
from shared.model.facts.stated import MistypedFactError
from shared.model.pct_number import parse_pct_number
from shared.model.time_limits import months_after

filing_rule = partial(rule, profiles=FILING, languages=None)

_PARTS = {
    "claims": ("权利要求书",),
    "description": ("说明书",),
    "drawings": ("说明书附图", "附图"),
    "abstract": ("说明书摘要", "摘要"),
    "abstract_figure": ("摘要附图",),
}
"""Parts of a package and their names in the list of papers; others are not compared."""
_PART_OF = {kind_key(name): part for part, names in _PARTS.items() for name in names}
_ZH = {part: names[0] for part, names in _PARTS.items()}


@filing_rule(
    "CN-ACC-009",
    zh="缺权利要求书或者说明书而要求了优先权的，可在2个月内援引加入",
    en="Missing claims or description can be incorporated from a claimed priority in 2 months",
    severity=Severity.NOTICE,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.CLAIMS, Input.DESCRIPTION, Input.BIBLIOGRAPHIC],
    kinds=TECHNICAL,
    routes=NATIONAL,
    effective_from=date(2024, 1, 20),
    introduced=True,
    basis=[rules(45, 1, before=False), guidelines("1.1.4.7.3", before=False)],
)
def incorporation_possible(case: Case) -> Drafts:
    """Point out that a missing part can be taken from the earlier application, and until when.

    Why:
        Within two months of the first papers the filing date is kept (Rule 45); afterwards there
        is no restoration. Divisionals are excluded.
    Known problems:
        Papers filed by mistake, and single missing passages, are not recognised.

    Example:
        缺权利要求书，要求了优先权，没有确认援引加入
    Use instead:
        使用包含援引加入声明的请求书，2个月内补交并确认
    中文:
        缺少权利要求书或者说明书，而递交时要求了优先权的，提示可以自递交日起2个月内以援引在先申请文件的方式补交；分案申请除外。

    """
    data = case.bibliographic
    if data.parent is not None or not data.priority_claims:
        inapplicable("分案申请或者没有要求优先权", "A divisional, or no priority is claimed")
    limit = months_after(case.filing_date, 2)
    for part, there in (("claims", case.has_claims), ("description", case.has_description)):
        if there:
            continue
        over = missed(limit, case.profile.as_of)
        end_zh = f"期限已于{limit.end}届满" if over else f"应在{limit.end}前提交并确认援引加入"
        end_en = f"the term ended on {limit.end}" if over else f"do so, and confirm, by {limit.end}"
        yield absent(
            part,
            file=case.file_of(part),
            zh=f"缺少{_ZH[part]}；可以援引要求优先权的在先申请补交并保留申请日，{end_zh}。",
            en=f"The {part} can be incorporated from the earlier application, keeping the filing date: "
            f"{end_en}.",
            due=None if over else limit.end,
        )


@filing_rule(
    "CN-ACC-010",
    zh="申请后提交的文件写明申请号、名称和申请人，且仅涉及一件申请",
    en="Later papers state number, title and applicant, and concern one application",
    severity=Severity.ERROR,
    consequence=Consequence.DEEMED_NOT_FILED,
    reads=[Input.PAPERS, Input.BIBLIOGRAPHIC, Input.TITLE],
    kinds=ALL_KINDS,
    routes=EVERY_ROUTE,
    governed_by=GoverningDate.ACT,
    basis=[rules(147, 2), guidelines("5.3.3.1")],
)
def paper_not_identified(case: Case) -> Drafts:
    """Report a later paper with no or several application numbers, or with another's data.

    Concerns papers whose ``identification`` is noted; papers of the filing day are left out.

    Why:
        A paper that cannot be assigned to one application is not accepted.

    Example:
        一份意见陈述书写两个申请号
    Use instead:
        一份文件写一个申请号
    中文:
        申请后提交的文件没有写明申请号、发明创造名称或者申请人，写了两个以上申请号，或者与本申请不一致时报告。

    """
    filed = case.bibliographic.filing_date
    looked = False
    for index, paper in enumerate(case.papers):
        pointer = f"/papers/{index}/details"
        if paper.received_on is not None and paper.received_on == filed:
            continue
        try:
            identification = read_details(IdentifiedPaper, paper.details, pointer).identification
        except MistypedFactError as error:
            unknown(f"可读取的{error.name}", f"a readable {error.name}")
        if identification is not None:
            looked = True
            pointer += "/identification"
            yield from _missing_identification(identification, pointer)
            yield from _other_identification(case, identification, pointer)
    if not looked:
        unknown("后续文件的案卷标识", "how later papers are identified")


def _missing_identification(identification: Identification, pointer: str) -> Drafts:
    for field, zh, en in (
        ("application_numbers", "申请号", "application number"),
        ("title", "发明创造名称", "title"),
        ("applicants", "申请人", "applicant"),
    ):
        if identification.empty(field):
            yield absent(
                f"{pointer}/{field}",
                zh=f"该文件没有写明{zh}，请补正。",
                en=f"The paper states no {en}: add it.",
            )


def _other_identification(case: Case, identification: Identification, pointer: str) -> Drafts:
    data = case.bibliographic
    numbers = identification.application_numbers or ()
    own_number = data.application_number
    place = case.field(f"{pointer}/application_numbers", "、".join(numbers))
    if len({number_key(number) for number in numbers}) > 1:
        yield placed(
            place,
            zh="一份文件只能涉及一件申请，请分别提交。",
            en="A paper may concern one application only: file one for each.",
        )
    elif numbers and own_number and number_key(numbers[0]) != number_key(own_number):
        yield placed(
            place,
            zh=f"该文件写明的申请号不是本申请的{own_number}，请核对。",
            en=f"The paper's number is not this application's, {own_number}: check it.",
        )
    unit = case.request_title or case.description_title
    title = identification.title
    if title and unit is not None and name_key(title) != name_key(unit.text):
        yield placed(
            case.field(f"{pointer}/title", title),
            zh="该文件的发明创造名称与本申请不一致，请核对。",
            en="The paper's title is not this application's: check it.",
        )
    own = name_keys(party.name for party in data.applicants)
    applicants = identification.applicants or ()
    if own and not name_keys(applicants) <= own:
        yield placed(
            case.field(f"{pointer}/applicants", "、".join(applicants)),
            zh="该文件的申请人与本申请不一致，请核对。",
            en="The paper's applicant is not this application's: check it.",
        )


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
    there = {document.part for document in case.documents if document.part in _PARTS}
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
                zh=f"清单列有{_ZH[part]}，申请包内没有，请补交或者更正清单。",
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
            zh=f"申请包内有{_ZH[part]}，清单没有列出，请更正清单。",
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


_FORMATS = {
    "US": (re.compile(r"(?:US)?(?:\d{2}/?\d{6}|(?:PCT/)?US\d{4}/\d{6})"), "18/123456"),
    "JP": (
        re.compile(r"(?:JP|特願|特愿|実願|意願)?(?:平成?|令和?|[HR])?\d{1,4}-?\d{6}"),
        "2024-012345",
    ),
    "KR": (re.compile(r"(?:KR)?(?:10|20|30)-?\d{4}-?\d{7}"), "10-2024-0012345"),
    "EP": (re.compile(r"(?:EP)?\d{8}(?:\.\d)?"), "24123456.7"),
    "DE": (re.compile(r"(?:DE)?(?:[1-4]0|21|22)\d{10}(?:\.\d)?"), "102024001234.5"),
    "GB": (re.compile(r"(?:GB)?\d{7}(?:\.\d)?"), "2401234.5"),
    "FR": (re.compile(r"(?:FR)?(?:FR)?\d{7}"), "2401234"),
    "TW": (re.compile(r"(?:TW)?\d{8,9}"), "113101234"),
}
"""Shapes of application numbers, from the offices' public explanations; white space is ignored."""


@filing_rule(
    "CN-IDN-007",
    zh="优先权的在先申请号格式应合所在国规则",
    en="The number of an earlier application has the shape its office uses",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    kinds=ALL_KINDS,
    basis=[rules(19, 1)],
)
def earlier_number_shape(case: Case) -> Drafts:
    """Report an earlier number that its office would not have given.

    Chinese numbers have a check digit, which is computed. Of other offices the shape is compared,
    for US, JP, KR, EP, DE, GB, FR, TW and the PCT; others are not looked at.

    Why:
        A wrong number is a wrong priority claim; it can be corrected on notice only.
    Known problems:
        The shapes are not in the law: this is a hint, and old numbers may differ.

    Example:
        中国，202411792145.1
    Use instead:
        中国，202411792145.X
    中文:
        优先权的中国在先申请号校验位错误或者不是申请号，或者外国在先申请号不合该局号码格式时提示。格式不是法律规定，旧号可能不同。

    """
    numbered = [
        (index, claim.office_code or "", claim.application_number)
        for index, claim in enumerate(case.bibliographic.priority_claims)
        if claim.application_number
    ]
    if not numbered:
        inapplicable("没有写明在先申请号", "No earlier number is stated")
    for index, office, stated in numbered:
        place = case.field(f"/bibliographic/priority_claims/{index}/application_number", stated)
        if office == "CN":
            number = parse_cn_application_number(stated)
            if number is None and parse_pct_number(stated) is None:
                yield placed(
                    place,
                    zh=f"在先申请号{stated}不是中国申请号的格式，请核对。",
                    en=f"{stated} has not the shape of a Chinese application number: check it.",
                )
            elif number is not None and number.valid_check is False:
                right = check_digit(number.digits)
                yield placed(
                    place,
                    zh=f"在先申请号{stated}的校验位应为“{right}”，请核对。",
                    en=f"The check digit of {stated} should be “{right}”: check it.",
                )
        elif office in ("WO", "IB"):
            if parse_pct_number(stated) is None:
                yield placed(
                    place,
                    zh=f"在先申请号{stated}不是国际申请号的格式（如PCT/CN2024/012345），请核对。",
                    en=f"{stated} has not the shape of an international number: check it.",
                )
        elif office in _FORMATS:
            shape, example = _FORMATS[office]
            compact = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", stated[:60]).upper())
            if shape.fullmatch(compact) is None and parse_pct_number(stated) is None:
                yield placed(
                    place,
                    zh=f"在先申请号{stated}与{office}的号码格式（如{example}）不符，请核对。",
                    en=f"{stated} has not the shape of a number of {office}, such as {example}: check it.",
                )


RULES = (incorporation_possible, paper_not_identified, list_differs, earlier_number_shape)
