"""Later papers name the application that they belong to (CN-ACC-010)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.facts import unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.profile import ALL_KINDS, EVERY_ROUTE, GoverningDate
from services.formal_check.domain.rules.acceptance.package import filing_rule
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key, name_keys, number_key
from shared.model.facts.filing_papers import Identification, IdentifiedPaper
from shared.model.facts.reading import read_details
from shared.model.facts.stated import MistypedFactError


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


RULES = (paper_not_identified,)
