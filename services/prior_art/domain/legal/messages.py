"""What the reasons of a status mean, in both languages."""

from __future__ import annotations

from services.prior_art.domain.legal.status import Reason
from shared.contracts.common import Message

MESSAGES: dict[Reason, Message] = {
    Reason.PUBLISHED_BEFORE: Message(
        zh="公开日早于该权利要求的申请日（优先权日），属于现有技术（专利法第22条第5款）。",
        en="Published before the claim's filing or priority date: prior art (Patent Law Art. 22(5)).",
    ),
    Reason.PUBLISHED_IN_PRIORITY_INTERVAL: Message(
        zh="公开日在优先权日与申请日之间：优先权不成立时属于现有技术，需核实优先权。",
        en="Published between priority and filing date: prior art if the priority does not hold, "
        "which has to be verified.",
    ),
    Reason.FILED_BEFORE_PUBLISHED_AFTER: Message(
        zh="申请在先、公布（公告）在后，可能构成抵触申请，仅用于评价新颖性（专利法第22条第2款）。",
        en="Filed before and published on or after the date: may be a conflicting application, for "
        "novelty only (Patent Law Art. 22(2)).",
    ),
    Reason.FILED_BEFORE_NOT_YET_PUBLISHED: Message(
        zh="申请在先、尚未公布：公布后可能构成抵触申请，仅用于评价新颖性。",
        en="Filed before and not yet published: may become a conflicting application, for novelty "
        "only.",
    ),
    Reason.FILED_IN_PRIORITY_INTERVAL: Message(
        zh="申请日在优先权日（含）与申请日之间：优先权不成立时可能构成抵触申请。",
        en="Filed between priority date and filing date: may conflict if the priority does not hold.",
    ),
    Reason.DOCUMENT_PRIORITY_DECIDES: Message(
        zh="该文献以其自身优先权日计早于该权利要求：其优先权成立时可能构成抵触申请。",
        en="Earlier only by its own priority: may conflict if that priority holds.",
    ),
    Reason.NATIONAL_PHASE_DECIDES: Message(
        zh="国际申请：进入中国国家阶段并由国务院专利行政部门公布的，才可能构成抵触申请（细则第132条）。",
        en="International application: may conflict if it entered the national phase and was "
        "published by the office (Implementing Rules 132).",
    ),
    Reason.FILED_ON_THE_DAY: Message(
        zh="同日申请：不构成抵触申请，涉及重复授权（专利法第9条）。",
        en="Filed on the same day: no conflicting application, but double patenting (Art. 9).",
    ),
    Reason.FILED_LATER: Message(zh="申请在后。", en="Filed later."),
    Reason.OTHER_OFFICE: Message(
        zh="未在该日前公开，也不是向该局提出的申请。",
        en="Not published before the date, and no application with this office.",
    ),
    Reason.OWN_EARLIER_FILING: Message(
        zh="申请人本人的在先申请：申请日（优先权日）在2009年10月1日前的，不构成抵触申请。",
        en="The applicant's own earlier application: no conflict before 2009-10-01.",
    ),
    Reason.PUBLICATION_DATE_UNKNOWN: Message(
        zh="公开日不明，需人工核实。", en="The publication date is unknown: to be reviewed."
    ),
    Reason.FILING_DATE_UNKNOWN: Message(
        zh="该文献的申请日不明，无法判断是否构成抵触申请，需人工核实。",
        en="Its filing date is unknown, so whether it conflicts cannot be told: to be reviewed.",
    ),
    Reason.CLAIM_DATE_UNKNOWN: Message(
        zh="该权利要求的申请日或优先权日不明，需人工核实。",
        en="The claim's filing or priority date is unknown: to be reviewed.",
    ),
    Reason.PRIORITY_DATE_UNKNOWN: Message(
        zh="要求了优先权但未载明在先申请日，需人工核实。",
        en="A priority is claimed without its date: to be reviewed.",
    ),
    Reason.APPLICANTS_DECIDE: Message(
        zh="适用旧法时仅他人的在先申请构成抵触申请；申请人是否相同需人工核实。",
        en="Under the older law only another's application conflicts: whether the applicants are the "
        "same is to be reviewed.",
    ),
}
"""Shown with every status."""
