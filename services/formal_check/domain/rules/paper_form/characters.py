"""Characters that cannot be stored or shown (CN-FMT-006)."""

from __future__ import annotations

import re

from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import practice
from services.formal_check.domain.findings import Drafts, at
from services.formal_check.domain.inputs import TEXTS
from services.formal_check.domain.profile import ALL_KINDS, FILING, GoverningDate
from services.formal_check.domain.rule import rule
from shared.contracts.formal_check import Severity

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
    reads=TEXTS,
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


RULES = (unencodable_characters,)
