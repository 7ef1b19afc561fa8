"""Addresses in the request (CN-REQ-029 … 032)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines
from services.formal_check.domain.findings import Drafts, absent, placed
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rules.request.address_parts import (
    is_organisation_only,
    missing_parts,
    postcode_fits,
    province,
)
from services.formal_check.domain.rules.request.reading import request_rule
from shared.contracts.formal_check import Severity
from shared.model.claim_language.folding import fold
from shared.model.parties import Party, PostalAddress

_LATIN_ADDRESS = re.compile(r"[A-Za-z]{3,}|[\u3040-\u30ff]|[\uac00-\ud7af]|[\u0400-\u04ff]{3,}")


def _addresses(case: Case) -> Iterator[tuple[str, str, Party, PostalAddress]]:
    """Pointer, Chinese and party name, and address of applicants and contact person."""
    bibliographic = case.bibliographic
    parties: list[tuple[str, str, Party]] = [
        (f"/bibliographic/applicants/{index}", f"第{index + 1}申请人", party)
        for index, party in enumerate(bibliographic.applicants)
    ]
    if bibliographic.contact_person is not None:
        parties.append(("/bibliographic/contact_person", "联系人", bibliographic.contact_person))
    for pointer, who, party in parties:
        if party.address is not None:
            yield pointer, who, party, party.address


def _given(case: Case, *, foreign: bool) -> list[tuple[str, str, Party, PostalAddress]]:
    """Addresses in China, or abroad; abstains where there are none."""
    found = list(_addresses(case))
    if not found:
        raise NotChecked("未提供地址，未检查。", "Not checked: no address was given.")
    chosen = [entry for entry in found if _is_foreign(entry[2], entry[3]) is foreign]
    if not chosen:
        raise NotApplicable(
            "没有外国地址。" if foreign else "没有本国地址。",
            "There is no address abroad." if foreign else "There is no address in China.",
        )
    return chosen


def _is_foreign(party: Party, address: PostalAddress) -> bool:
    country = address.country_code
    if country is None and province(_whole(address)) is None:
        country = party.nationality_code
    return country not in (None, "CN")


def _whole(address: PostalAddress) -> str:
    """The address in one text; parts that the text repeats are not put before it."""
    text = fold(address.text or "").strip()
    for part in (address.city, address.region):
        if part and part.rstrip("市省") not in text:
            text = part + text
    return text


@request_rule(
    "CN-REQ-029",
    zh="本国地址应写明省、市、区、街道门牌号码",
    en="An address in China names province, city, district, street and number",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.7")],
)
def address_incomplete(case: Case) -> Drafts:
    """Report a Chinese address without province, city or street number.

    Why:
        Notices are delivered to it.
    Known problems:
        A post office box or a village group counts as a number. Postcode and telephone are asked
        for in CN-REQ-016 and CN-REQ-022.

    Example:
        海淀区西土城路
    Use instead:
        北京市海淀区西土城路6号
    中文:
        本国地址缺少省（自治区、直辖市）、市（区、县）或者街道门牌号码时提示。

    """
    for pointer, who, _, address in _given(case, foreign=False):
        text = _whole(address)
        if not text or is_organisation_only(text):
            continue
        missing = missing_parts(text)
        if missing:
            yield placed(
                case.field(f"{pointer}/address/text", address.text or text),
                zh=f"{who}的地址没有写明{'、'.join(zh for zh, _ in missing)}，请补充完整。",
                en=f"The address lacks: {', '.join(en for _, en in missing)}. Complete it.",
            )


@request_rule(
    "CN-REQ-030",
    zh="单位名称不得代替地址",
    en="The name of an organisation is no address",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.7")],
)
def organisation_as_address(case: Case) -> Drafts:
    """Report an address that ends in an organisation's name and has no street.

    Why:
        Mail cannot be delivered to a name alone.

    Example:
        江苏省某某大学
    Use instead:
        江苏省南京市四牌楼2号
    中文:
        地址仅写省市和单位名称而没有街道门牌时报告。

    """
    for pointer, who, _, address in _given(case, foreign=False):
        text = fold(address.text or "").strip()
        if text and is_organisation_only(text):
            yield placed(
                case.field(f"{pointer}/address/text", address.text or ""),
                zh=f"{who}的地址以单位名称代替，请写明街道和门牌号码。",
                en="The address is only an organisation's name: state street and number.",
            )


@request_rule(
    "CN-REQ-031",
    zh="邮政编码为6位数字，并与地址相符",
    en="A postcode has six digits and fits the address",
    severity=Severity.WARNING,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("5.1.5.4")],
)
def postcode(case: Case) -> Drafts:
    """Report postcodes of another form, and those of another province.

    Why:
        A wrong postcode delays notices.
    Known problems:
        The first two digits are compared with the province, where the address names one.

    Example:
        北京市海淀区西土城路6号 200000
    Use instead:
        北京市海淀区西土城路6号 100088
    中文:
        邮政编码不是6位数字，或者前两位与地址所在的省不符时提示。

    """
    stated = False
    for pointer, who, _, address in _given(case, foreign=False):
        code = fold(address.postcode or "").strip()
        if not code:
            continue
        stated = True
        place = case.field(f"{pointer}/address/postcode", address.postcode or "")
        region = province(_whole(address))
        if not re.fullmatch(r"[0-9]{6}", code):
            yield placed(
                place,
                zh=f"{who}的邮政编码“{code}”应为6位数字，请核对。",
                en=f"The postcode “{code}” should have six digits: check it.",
            )
        elif region is not None and not postcode_fits(code, region):
            yield placed(
                place,
                zh=f"{who}的邮政编码“{code}”与地址所在的{region}不符，请核对。",
                en=f"The postcode “{code}” does not lie in the province of the address: check it.",
            )
    if not stated:
        raise NotChecked("未提供邮政编码，未检查。", "Not checked: no postcode was given.")


@request_rule(
    "CN-REQ-032",
    zh="外国地址应注明国别，并附具外文详细地址",
    en="An address abroad names the country and is given in the foreign language too",
    severity=Severity.ERROR,
    reads=[Input.BIBLIOGRAPHIC],
    basis=[guidelines("1.1.4.1.7")],
)
def foreign_address(case: Case) -> Drafts:
    """Report an address abroad without its country, or without the foreign wording.

    Why:
        A translated address alone cannot be delivered to.

    Example:
        纽约第五大道1号
    Use instead:
        美国纽约第五大道1号（1 5th Ave, New York, NY, USA）
    中文:
        外国地址没有注明国别，或者没有外文详细地址时报告。

    """
    for pointer, who, _, address in _given(case, foreign=True):
        if address.country_code is None:
            yield absent(
                f"{pointer}/address/country_code",
                zh=f"{who}的外国地址没有注明国别，请注明。",
                en="The address abroad names no country: add it.",
            )
        text = " ".join(filter(None, (address.text, address.city, address.region)))
        if text and not _LATIN_ADDRESS.search(text):
            yield placed(
                case.field(f"{pointer}/address/text", address.text or text),
                zh=f"{who}的外国地址没有外文详细地址，请附具。",
                en="The address abroad lacks its foreign wording: add it.",
            )


RULES = (
    address_incomplete,
    organisation_as_address,
    postcode,
    foreign_address,
)
