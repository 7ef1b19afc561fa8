"""The entry statement, by itself and against the record (CN-PCT-002, 006; Rule 121)."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import rules
from services.formal_check.domain.facts import papers, unknown
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.pct.reading import pct_rule, publication
from shared.contracts.formal_check import Consequence, Severity
from shared.model.facts.comparing import name_key, name_keys
from shared.model.facts.pct import EntryStatement, in_chinese
from shared.model.pct_number import parse_pct_number


@pct_rule(
    "CN-PCT-002",
    zh="进入声明写明国际申请号和要求获得的专利权类型",
    en="The entry statement has the international number and the kind of protection",
    severity=Severity.ERROR,
    consequence=Consequence.NOT_ACCEPTED,
    reads=[Input.PAPERS],
    basis=[rules(121, 1)],
)
def entry_statement_incomplete(case: Case) -> Drafts:
    """Report a missing entry statement, and one that is empty or misshapen in these two data.

    Why:
        Without them there is no entry and no day of entry.

    Example:
        没有选择专利权类型
    Use instead:
        PCT/US2024/012345，发明专利
    中文:
        没有提交进入声明，或者进入声明没有写明国际申请号、专利权类型，或者国际申请号格式不正确时报告。

    """
    statements = papers(case, EntryStatement)
    if not statements:
        yield absent(
            "/papers",
            zh="没有中文的进入声明，进入国家阶段的手续不予接受，请提交。",
            en="There is no entry statement in Chinese: entry is not accepted without it.",
        )
    for statement in statements:
        details = statement.details
        for field, zh, en in (
            ("international_application_number", "国际申请号", "international application number"),
            ("protection", "要求获得的专利权类型", "kind of protection"),
        ):
            if details.empty(field):
                yield absent(
                    f"{statement.pointer}/details/{field}",
                    zh=f"进入声明没有写明{zh}，请写明。",
                    en=f"The entry statement does not state the {en}: state it.",
                )
        number = details.international_application_number
        if number and parse_pct_number(number) is None:
            yield placed(
                case.field(f"{statement.pointer}/details/international_application_number", number),
                zh=f"国际申请号{number}的格式应如PCT/US2024/012345，请核对。",
                en=f"{number} is no international application number such as PCT/US2024/012345.",
            )
        if not details.states("international_application_number", "protection"):
            unknown("进入声明的内容", "what the entry statement states")


@pct_rule(
    "CN-PCT-006",
    zh="名称、申请人、发明人与国际局的记录一致，没有发明人的补写",
    en="Title, applicants and inventors agree with the International Bureau's record",
    severity=Severity.WARNING,
    consequence=Consequence.DEEMED_WITHDRAWN,
    reads=[Input.BIBLIOGRAPHIC, Input.TITLE, Input.PAPERS],
    basis=[rules(121, 1)],
)
def data_differ_from_record(case: Case) -> Drafts:
    """Compare title, applicants and inventors with the international publication.

    Names are compared with the original names, in Chinese publications with the names; a title in
    Chinese publications only. Numbers of parties are compared always.

    Why:
        Uncorrected differences make the application deemed withdrawn.
    Known problems:
        Translations are not judged.

    Example:
        国际公布的申请人为A Inc.，进入声明的申请人原文为B Inc.
    Use instead:
        原文名称与国际公布扉页一致
    中文:
        进入声明的发明名称、申请人、发明人与国际公布扉页不一致，或者国际公布没有发明人而进入声明没有补写时提示。译名不作比较，只比较原文。

    """
    record = publication(case).details
    data = case.bibliographic
    chinese = in_chinese(record)
    title = case.request_title or case.description_title
    published = record.title if chinese else None
    if published and title is not None and name_key(published) != name_key(title.text):
        yield placed(
            title.locate(),
            zh="发明名称与国际公布文本扉页的记载不一致，请更正。",
            en="The title is not that of the international publication: correct it.",
        )
    for stated, recorded, field, zh, en in (
        (data.applicants, record.applicants, "applicants", "申请人", "applicants"),
        (data.inventors, record.inventors, "inventors", "发明人", "inventors"),
    ):
        if not recorded:
            continue
        place = case.field(f"/bibliographic/{field}", "、".join(party.name for party in stated))
        originals = [party.name if chinese else party.original_name for party in stated]
        names = [name for name in originals if name]
        if len(stated) != len(recorded):
            yield placed(
                place,
                zh=f"{zh}{len(stated)}名，国际公布记载{len(recorded)}名，请核对。",
                en=f"There are {len(stated)} {en}, the international publication has {len(recorded)}.",
            )
        elif len(names) == len(stated) and name_keys(names) != name_keys(recorded):
            yield placed(
                place,
                zh=f"{zh}与国际公布文本扉页的记载不一致，请更正或者提供变更的通知。",
                en=f"The {en} are not those of the international publication: correct them.",
            )
    if record.empty("inventors") and not data.inventors:
        yield absent(
            "/bibliographic/inventors",
            zh="国际公布没有记载发明人，请在进入声明中补写发明人姓名。",
            en="The international publication names no inventor: name the inventors on entry.",
        )
    if not record.states("title", "applicants", "inventors"):
        unknown("国际公布的著录项目", "the data of the international publication")


RULES = (
    entry_statement_incomplete,
    data_differ_from_record,
)
