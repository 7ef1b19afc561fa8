"""How messages name fees, and where their amounts come from."""

from __future__ import annotations

from services.formal_check.domain.case import Case
from services.formal_check.domain.facts import known
from shared.model.facts.fees import FEE_NAMES, FeeKind
from shared.model.identification import ApplicationKind

SOURCE_ZH = "（金额为二手来源，请核对收费标准）"
SOURCE_EN = " (a secondary figure: compare the official schedule)"


def fee_name(fee: FeeKind) -> tuple[str, str]:
    """A fee in Chinese and English."""
    return FEE_NAMES[fee][0], fee.value.replace("_", " ")


def fee_kind(case: Case) -> ApplicationKind:
    """The kind whose fees apply. Not checked where it is unknown."""
    return known(case.profile.kind, "专利类型", "the kind of application")
