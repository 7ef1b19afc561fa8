"""Doubtful applicants and inventors in the request (CN-REQ-012, 017, 019, 028)."""

from __future__ import annotations

import re

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import GUIDELINES_CHANGED, guidelines, law
from services.formal_check.domain.facts import statements
from services.formal_check.domain.findings import Drafts, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.reading import applicants_of, request_rule
from shared.contracts.formal_check import Severity
from shared.model.facts.comparing import name_key, name_keys
from shared.model.facts.filing_statements import FilingStatements


def _stated(case: Case) -> FilingStatements:
    return statements(case, FilingStatements) if case.has_request else FilingStatements()


@request_rule(
    "CN-REQ-012",
    zh="不得填写虚假的发明人",
    en="No false inventors are stated",
    severity=Severity.NOTICE,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    effective_from=GUIDELINES_CHANGED,
    introduced=True,
    basis=[guidelines("1.1.4.1.2", since=GUIDELINES_CHANGED)],
)
def doubtful_inventor(case: Case) -> Drafts:
    """Note inventors under one identity number, and those of whom evidence casts doubt.

    Why:
        An inventor contributed to the invention; the office examines this when there is evidence.
    Known problems:
        Evidence is a fact that the office gives (doubted_inventors): nothing is guessed from names.

    Example:
        两名发明人填写同一身份证件号码
    Use instead:
        各发明人填写本人身份证件号码
    中文:
        两名以上发明人填写同一身份证件号码，或者审查员提供了存疑证据时提示人工核查，不作结论。

    """
    inventors = case.bibliographic.inventors
    if not inventors:
        raise NotChecked("未提供发明人，未检查。", "Not checked: no inventor was given.")
    doubted = _stated(case).doubted_inventors
    keys = name_keys(doubted or ())
    seen: dict[str, str] = {}
    for index, inventor in enumerate(inventors):
        place = case.field(f"/bibliographic/inventors/{index}/name", inventor.name)
        number = re.sub(r"\s", "", inventor.identifier or "").upper()
        if name_key(inventor.name) in keys:
            yield placed(
                place,
                zh=f"有证据对发明人“{inventor.name}”的贡献提出疑问，请人工核查。",
                en=f"Evidence casts doubt on the inventor “{inventor.name}”: a person should check.",
            )
        elif number and seen.setdefault(number, name_key(inventor.name)) != name_key(inventor.name):
            yield placed(
                place,
                zh=f"发明人“{inventor.name}”与其他发明人填写了同一身份证件号码，请核查。",
                en=f"“{inventor.name}” has the identity number of another inventor: check it.",
            )
    if doubted is None and len([i for i in inventors if i.identifier]) < 2:
        raise NotChecked(
            "未提供存疑发明人（doubted_inventors）或者身份证件号码，未检查。",
            "Not checked: neither doubted_inventors nor identity numbers were given.",
        )


_FULL_NAME = re.compile(
    r"(?:公司|企业|大学|学院|学校|中学|小学|研究[院所]|设计院|科学院|勘察院|医院|卫生院|厂|矿|所|院|中心|集团|局|部|站|社|店|行|馆|会|队|团|台|园|场|办公室|事务所|银行|实验室|基地|委员会|合伙\)|合作社|工作室|经营部|商行|部队|[省市区县])$"
)
_ABBREVIATION = re.compile(r"^[A-Z]{2,6}$")


@request_rule(
    "CN-REQ-017",
    zh="单位申请人应使用正式全称，与公章一致",
    en="An organisation is stated by its full name, as on its seal",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    basis=[guidelines("1.1.4.1.3.1")],
)
def abbreviated_organisation(case: Case) -> Drafts:
    """Find abbreviated names of organisations, and names that differ from the seals.

    Why:
        The patentee is registered under the full name.
    Known problems:
        A name without an ending such as 公司 or 大学 counts as abbreviated; foreign names are
        judged only where they are a few capital letters.

    Example:
        清华
    Use instead:
        清华大学
    中文:
        单位申请人的名称没有“公司”“大学”等结尾、为外文缩写，或者与公章名称不一致时提示。

    """
    organisations = [
        (index, party)
        for index, party in enumerate(applicants_of(case))
        if party.party_type == "organisation"
    ]
    if not organisations:
        raise NotApplicable("申请人不是单位。", "No applicant is an organisation.")
    seals = _stated(case).seal_names
    for index, party in organisations:
        name = party.name.strip().replace("）", ")")
        place = case.field(f"/bibliographic/applicants/{index}/name", party.name)
        han = bool(re.search(r"[\u3400-\u9fff]", name))
        if (han and not _FULL_NAME.search(name) and len(name) <= 8) or _ABBREVIATION.match(name):
            yield placed(
                place,
                zh=f"申请人“{party.name}”似为简称或者缩写，请填写与公章一致的正式全称。",
                en=f"“{party.name}” looks abbreviated: state the full name as on the seal.",
            )
        elif seals is not None and name_key(party.name) not in name_keys(seals):
            yield placed(
                place,
                zh=f"申请人“{party.name}”与所用公章上的名称不一致，请核对。",
                en=f"“{party.name}” differs from the name on the seal: check it.",
            )


_NOT_MEMBERS = frozenset({"ER", "FM", "MH", "NR", "PW", "SO", "SS", "TV", "XK", "EH"})
"""Countries and territories taken to be in neither the Paris Union nor the WTO (from general
knowledge, 2024): the rule only asks to check."""


@request_rule(
    "CN-REQ-019",
    zh="外国申请人所属国应为巴黎公约成员国、世界贸易组织成员或者互惠国",
    en="A foreign applicant's country is in the Paris Union or the WTO, or grants reciprocity",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC, Input.REQUEST],
    basis=[law(17, 1), guidelines("1.1.4.1.3.2")],
)
def country_without_treaty(case: Case) -> Drafts:
    """Ask for a check where the applicant's country is not known as a treaty member.

    Why:
        Foreigners without residence in China may apply under a treaty or reciprocity.
    Known problems:
        The list of countries outside both treaties is from general knowledge; membership changes.

    Example:
        厄立特里亚（未提供互惠证明）
    Use instead:
        美国
    中文:
        外国申请人所属国不在巴黎公约和世界贸易组织成员之列且没有互惠证明时，提示核对。名单并非官方来源。

    """
    reciprocity = _stated(case).reciprocity
    judged = False
    for index, party in enumerate(applicants_of(case)):
        country = (party.nationality_code or "").strip().upper()
        if not country or country == "CN":
            continue
        judged = True
        if country in _NOT_MEMBERS and not reciprocity:
            yield placed(
                case.field(
                    f"/bibliographic/applicants/{index}/nationality", party.nationality_code or ""
                ),
                zh=f"第{index + 1}申请人所属国（{country}）似非巴黎公约成员国或者世界贸易组织成员，请核对或者提供互惠证明。",
                en=f"{country} seems to be in neither the Paris Union nor the WTO: check, or prove "
                "reciprocity.",
            )
    if not judged:
        raise NotApplicable("没有注明国籍的外国申请人。", "No applicant with a foreign country.")


_AGENCY = re.compile(r"专利代理|专利商标代理|知识产权代理|专利事务所|专利商标事务所|知识产权事务所")


@request_rule(
    "CN-REQ-028",
    zh="专利代理机构、专利代理师不得以自己的名义申请专利",
    en="Agencies and attorneys do not apply in their own names",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    effective_from=GUIDELINES_CHANGED,
    basis=[guidelines("1.1.4.1.6", since=GUIDELINES_CHANGED)],
)
def agency_as_applicant(case: Case) -> Drafts:
    """Find applicants that are agencies, or the agency or attorney of this application.

    Why:
        The regulations on patent agencies forbid it; the Guidelines have said so since 2026.
    Known problems:
        Told by words in the name.

    Example:
        申请人：某某专利代理有限公司
    Use instead:
        申请人：示例科技有限公司
    中文:
        申请人名称含有“专利代理”等字样，或者与本申请的代理机构、代理师相同时提示。

    """
    agency = case.bibliographic.agency
    own = [] if agency is None else [agency.name, *(a.name for a in agency.attorneys)]
    keys = name_keys(own)
    for index, party in enumerate(applicants_of(case)):
        if _AGENCY.search(party.name) or name_key(party.name) in keys:
            yield placed(
                case.field(f"/bibliographic/applicants/{index}/name", party.name),
                zh=f"申请人“{party.name}”似为专利代理机构或者专利代理师，不得以自己的名义申请专利，请核对。",
                en=f"“{party.name}” seems to be an agency or attorney, who may not apply: check it.",
            )


RULES = (
    doubtful_inventor,
    abbreviated_organisation,
    country_without_treaty,
    agency_as_applicant,
)
