"""Reference signs and terms of the claims are those of the description (CN-CLM-020, 034)."""

from __future__ import annotations

from services.formal_check.domain.abstention import NotApplicable, NotChecked
from services.formal_check.domain.case import Case
from services.formal_check.domain.citations import guidelines, rules
from services.formal_check.domain.findings import Drafts, at, replacing
from services.formal_check.domain.inputs import Input
from services.formal_check.domain.rule import rule
from services.formal_check.domain.rules.claims.reading import name_of
from services.formal_check.domain.rules.signs.reading import (
    SETTLED,
    agree,
    claimed_signs,
    described_ends,
    described_names,
    described_numbers,
    described_text,
    sign_ends,
    sign_names,
)
from services.formal_check.domain.sign_names import SignNames
from shared.contracts.formal_check import FixSafety, Severity
from shared.model.reference_signs import SignUse

_ALL_UNKNOWN = 2
"""Signs, none of which the description has: the signs were left out there, no sign is wrong."""


@rule(
    "CN-CLM-020",
    zh="权利要求中的附图标记与说明书一致",
    en="Reference signs in claims agree with the description",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(21, 2), guidelines("1.2.7.4")],
)
def sign_unknown(case: Case) -> Drafts:
    """Find signs in claims that the description does not have, or has for another part.

    A sign is reported once where it is unknown; where the description has none of them, that is one
    finding. A single use that contradicts the settled pairs of the
    other claims and of the description (滑动板(24) where 24 is the rail and 滑动板 is 23) is reported
    too.

    Why:
        The same sign stands for the same part throughout the papers.
    Known problems:
        The drawings themselves are compared only once recognition has read them.

    Example:
        支架(13)，说明书中为支架3
    Use instead:
        支架(3)
    中文:
        查找说明书中没有的附图标记，以及与其他各处用法矛盾的附图标记（如24为导轨、滑动板为23时写“滑动板(24)”）。同一附图标记应当表示同一组成部分。

    """
    uses = case.shared(claimed_signs)
    if not uses:
        raise NotApplicable("权利要求中没有附图标记。", "The claims have no reference signs.")
    complete = case.has_description
    possible = case.shared(described_numbers) if complete else frozenset()
    ends, names = sign_ends(uses), sign_names(uses)
    if complete:
        ends.include(case.shared(described_ends))
        names.include(case.shared(described_names))
    claims = {claim.unit.id: claim for claim in case.claims}
    reported: set[str] = set()
    unknown = {use.sign for use in uses} - possible
    if complete and len(unknown) >= _ALL_UNKNOWN and not any(u.sign in possible for u in uses):
        first = uses[0]
        yield at(
            claims[first.unit].unit,
            first.start,
            first.end,
            zh="说明书中没有出现权利要求书所用的任何附图标记，请在说明书中相应部件之后写明附图标记。",
            en="The description has none of the reference signs of the claims: put them after the "
            "parts there.",
        )
        return
    for use in uses:
        claim = claims[use.unit]
        if complete and use.sign not in possible:
            if use.sign in reported:
                continue
            reported.add(use.sign)
            other = _sign_of_term(use, ends)
            zh_other = f"，说明书或其他权利要求中“{use.term[-2:]}”的标记为{other}" if other else ""
            yield at(
                claim.unit,
                use.start,
                use.end,
                zh=f"权利要求{name_of(claim)}中“{use.term}”的附图标记{use.sign}在说明书中没有出现{zh_other}，请统一。",
                en=f"The reference sign {use.sign} ({use.term}) of claim {name_of(claim)} is not in the "
                "description: make them agree.",
            )
        elif owner := _contradicted_by(use, ends, names):
            yield at(
                claim.unit,
                use.start,
                use.end,
                zh=f"权利要求{name_of(claim)}中“{use.term}”的附图标记为{use.sign}，其他各处{use.sign}表示另一部件，"
                f"而该部件的标记为{owner}，请统一。",
                en=f"Claim {name_of(claim)} gives “{use.term}” the sign {use.sign}, which stands for another "
                f"part elsewhere ({use.term} is {owner}): make them agree.",
            )
    if not complete:
        raise NotChecked(
            "未提供说明书，未与说明书比较。", "Not compared: the description was not given."
        )


def _sign_of_term(use: SignUse, ends: SignNames) -> str | None:
    """The settled sign of the use's term, if it is another one."""
    if len(use.term) < 2:
        return None
    signs = [
        (count, sign)
        for sign, count in ends.of_name(use.term[-2:]).items()
        if sign != use.sign and count >= SETTLED
    ]
    return max(signs)[1] if len(signs) == 1 else None


def _contradicted_by(use: SignUse, ends: SignNames, names: SignNames) -> str | None:
    """The settled sign of the use's term where the use's own sign belongs to another part."""
    if len(use.term) < 2:
        return None
    own = names.of_sign(use.sign)
    others = [
        sign
        for sign, count in names.of_name(use.term).items()
        if sign != use.sign and count >= SETTLED
    ]
    related = any(
        term.endswith(use.term) or use.term.endswith(term) for term in own if term != use.term
    )
    once = own.get(use.term, 0) == 1 and max(own.values()) >= SETTLED
    if len(others) == 1 and once and not related:
        return others[0]  # the full names decide, also between parts whose names end alike
    own_ends = ends.of_sign(use.sign)
    if own_ends.get(use.term[-2:], 0) > 1:
        return None
    owned = sum(own_ends.values()) - 1
    return _sign_of_term(use, ends) if owned >= SETTLED else None


@rule(
    "CN-CLM-034",
    zh="权利要求与说明书的科技术语一致",
    en="Claims and description use the same technical terms",
    severity=Severity.WARNING,
    reads=[Input.CLAIMS, Input.DESCRIPTION],
    basis=[rules(22, 3)],
)
def term_differs(case: Case) -> Drafts:
    """Find parts that carry the same reference sign but another name than in the description.

    Why:
        One thing has one name in the claims and in the description.
    Known problems:
        Compares parts with reference signs only.

    Example:
        权利要求：卡扣件(5)；说明书：锁扣5
    Use instead:
        卡扣件(5)，说明书中亦为卡扣件5
    中文:
        查找附图标记相同而名称与说明书不同的部件。同一部件在权利要求书和说明书中应当使用同一术语。仅比较带附图标记的部件。

    """
    uses = case.shared(claimed_signs)
    if not uses:
        raise NotApplicable("权利要求中没有附图标记。", "The claims have no reference signs.")
    names = case.shared(described_names)
    text = case.shared(described_text)
    claims = {claim.unit.id: claim for claim in case.claims}
    reported: set[tuple[str, str]] = set()
    for use in uses:
        known = names.of_sign(use.sign)
        if len(use.term) < 2 or sum(known.values()) < SETTLED or (use.sign, use.term) in reported:
            continue
        if use.term in text or any(agree(use.term, term) for term in known):
            continue
        reported.add((use.sign, use.term))
        usual = max(known, key=lambda term: (known[term], term))
        claim = claims[use.unit]
        yield at(
            claim.unit,
            use.term_start,
            use.term_start + len(use.term),
            zh=f"权利要求{name_of(claim)}称附图标记{use.sign}为“{use.term}”，说明书称“{usual}”，请统一术语。",
            en=f"Claim {name_of(claim)} calls {use.sign} “{use.term}”, the description “{usual}”: use one term.",
            fixes=(
                replacing(
                    claim.unit,
                    use.term_start,
                    use.term_start + len(use.term),
                    usual,
                    safety=FixSafety.SUGGESTED,
                    zh="改为说明书中的术语。",
                    en="Use the description's term.",
                ),
            ),
        )


RULES = (
    sign_unknown,
    term_differs,
)
