"""Which lines begin a claim.

A labelled line may be a claim or a numbered step inside one. It begins a claim when its label has
the style of the first one and either its wording opens a claim or it has the next number after a
finished sentence; so ``2、将……`` among the steps of claim 1 stays in claim 1, while wrong numbering
(1, 2, 2, 4) stays visible. Where no line is labelled, a claim begins with the wording of one after
a finished sentence; it has no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shared.formats.manuscript_lines import Line, unit_of_lines
from shared.formats.text_units import without_prefix
from shared.model.claim_language import FiledClaim, NumberLabel, build_claims, split_number_label
from shared.model.claims import Claim

_OPENS = {
    "zh": re.compile(
        r"\s*(?:一\s?种|一个|一套|一款|一类|用于|根据|如|按照?|依据|依照|按|由|采用|包含|包括|具有|应用|基于|权利要求|前述|上述|所述)"
    ),
    "ja": re.compile(r"\s*\S"),
    "en": re.compile(r"\s*(?:an?|the|in|apparatus|method|use|process|system|device|[A-Z])\b"),
}
_UNLABELLED = re.compile(
    r"\s*(?:一\s?种|(?:根据|如|按照?|依据|依照).{0,4}权利要求|(?:an?|the)\b.{1,80}\bclaims?\s+\d)",
    re.IGNORECASE,
)
"""The beginning of a claim whose author forgot all numbers."""
_FINISHED = re.compile(r"[。.．!！][\s”\"')）]*$")
_STYLE = re.compile(r"[\d\s一二三四五六七八九十百]+")


def read_manuscript_claims(lines: Sequence[Line], language: str) -> tuple[Claim, ...]:
    """The claims in the lines of a claims part."""
    primary = language.split("-")[0]
    opens = _OPENS.get(primary, _OPENS["en"])
    groups: list[tuple[list[Line], NumberLabel | None]] = []
    style: str | None = None
    for line in lines:
        label = _label(line, language)
        if label is not None:
            own_style = _STYLE.sub("#", label.label)
            rest = line.text[label.length :]
            if _begins(groups, label, own_style, style, opens.match(rest) is not None):
                style = own_style if style is None else style
                groups.append(([line], label))
                continue
        unlabelled = style is None and _UNLABELLED.match(line.text) is not None
        if groups and not (unlabelled and _FINISHED.search(groups[-1][0][-1].text)):
            groups[-1][0].append(line)
        else:
            groups.append(([line], None))
    filed = [
        _claim(members, label, place, language)
        for place, (members, label) in enumerate(groups, start=1)
    ]
    return build_claims(filed, language)


def begins_with_claim(line: Line, language: str) -> bool:
    """Whether a line reads like claim 1 of a claim set."""
    label = _label(line, language)
    if label is None or label.number != 1:
        return False
    opens = _OPENS.get(language.split("-")[0], _OPENS["en"])
    return opens.match(line.text[label.length :]) is not None


def _label(line: Line, language: str) -> NumberLabel | None:
    if line.auto_number:
        shown = split_number_label(f"{line.auto_number} ", language)
        if shown is not None:
            return NumberLabel(label=line.auto_number, number=shown.number, length=0)
    return split_number_label(line.text, language)


def _begins(
    groups: Sequence[tuple[list[Line], NumberLabel | None]],
    label: NumberLabel,
    own_style: str,
    style: str | None,
    opens: bool,
) -> bool:
    if label.number is None:
        return False
    if style is None:
        return True
    previous = next((known.number for _, known in reversed(groups) if known is not None), None)
    finished = _FINISHED.search(groups[-1][0][-1].text) is not None
    following = previous is not None and label.number == previous + 1
    if own_style != style:
        return opens and following and finished
    return (opens and (finished or following)) or (following and finished)


def _claim(
    members: Sequence[Line], label: NumberLabel | None, position: int, language: str
) -> FiledClaim:
    unit = unit_of_lines(members, f"claims/{position}", language)
    if label is None:
        return FiledClaim(unit=unit, number=None)
    return FiledClaim(
        unit=without_prefix(unit, label.length), number=label.number, number_label=label.label
    )
